/**
 * A host of ours behind calls like those of the BSD socket interface, in virtual time, for programs
 * that judge a TCP from outside: {@link dev.etherloom.logic.testkit.PacketdrillDoor}.
 *
 * <p>{@code Door} reads the requests; {@code SocketCalls} are those of sockets, {@code Options}
 * what may be set on one, {@code DoorSocket} one socket and the session behind it, {@code
 * VirtualHost} the stack, its clock and its link.
 */
@NullMarked
package dev.etherloom.logic.testkit.door;

import org.jspecify.annotations.NullMarked;
