/**
 * Frames as values: immutable bytes, the writer that frames are emitted into, link-layer addresses
 * and the Internet checksum.
 *
 * <p>Nothing here reads a clock, a socket or a file; what talks to the kernel stands in {@code
 * dev.etherloom.frames.io}.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.frames;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
