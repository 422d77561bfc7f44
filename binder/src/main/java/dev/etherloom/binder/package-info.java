/**
 * The privileged half: moves frames byte for byte between a link and the datagram pair, and gives
 * its privileges away before the first one.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.binder;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
