/**
 * What carries frames between the two processes: libc through jnr-ffi, batches of datagrams in
 * native memory, the pair of UNIX datagram sockets with its peering rules, counters and the idle
 * strategy. Linux, 64 bit, little-endian.
 *
 * <p>Only binder and logic's shell see this package.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.frames.io;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
