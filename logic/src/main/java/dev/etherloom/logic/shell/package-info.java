/**
 * The thin shell around the pure core: the commands, the configuration, the event loop that reads
 * batches, steps and writes batches, and the taps that capture or impair what passes.
 *
 * <p>Only this package reads clocks, sockets, files and chance.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
