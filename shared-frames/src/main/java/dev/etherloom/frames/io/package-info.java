/**
 * What carries frames between the two processes. A {@link dev.etherloom.frames.io.FramePair} is
 * either end: a {@link dev.etherloom.frames.io.DatagramPair} of UNIX sockets with its peering
 * rules, over which both find each other and one frame is one datagram; then memory that both
 * share, with a ring of frames each way. Below them are batches of datagrams in native memory and
 * libc through jnr-ffi; beside them counters and the idle strategy. Linux, 64 bit, little-endian.
 *
 * <p>Only binder and logic's shell see this package.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.frames.io;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
