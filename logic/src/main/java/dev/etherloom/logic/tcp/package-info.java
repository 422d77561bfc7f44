/**
 * TCP (RFC 9293) and the interface of what stands on it.
 *
 * <p>A service is a {@link dev.etherloom.logic.tcp.TcpResponder}; each connection it accepts is a
 * {@link dev.etherloom.logic.tcp.TcpSession} of its own, and so is who opens one ({@link
 * dev.etherloom.logic.tcp.Dial}). All are immutable values. What is asked from outside a session is
 * a {@link dev.etherloom.logic.tcp.TcpCall}, how a connection stands a {@link
 * dev.etherloom.logic.tcp.TcpStatus}.
 *
 * <p>To read, in this order: {@code TcpSegment}, {@code TcpHeader}, {@code TcpOption} (§3.1, §3.2);
 * {@code Connection} and {@code Open}, the states (§3.3.2), with {@code Send} and {@code Receive};
 * {@code ConnectionStep}, one event at one connection (§3.10), which leads to {@code Calls}
 * (§3.10.2 to §3.10.5), {@code Opening} (§3.10.7.2, §3.10.7.3), {@code Arrival} and {@code Text}
 * (§3.10.7.4), {@code Closing} (TIME-WAIT), {@code Trouble} (ICMP errors, §3.9.2.2) and {@code
 * Timeouts} (§3.10.8); {@code Transmission} and {@code Piece}, what goes out (§3.7.4, §3.8); {@code
 * Turn}, a connection and its session; {@code Tcp} and {@code Table}, all connections of a host,
 * with {@code Passive} and {@code Dialing}, how they come about.
 *
 * <p>What is on its way is a {@code Flight}: {@code Scoreboard} (RFC 6675) says of each number
 * whether it flies, is lost or has arrived out of order; {@code Acking} takes an acknowledgment in,
 * {@code Rack} finds losses by time (RFC 8985), {@code Repair} leads through a {@code Recovery},
 * {@code Prr} (RFC 6937) and {@code Congestion} say how much may go, {@code Growth} how that grows
 * ({@code Cubic}, RFC 9438; {@code Reno}, RFC 5681; slow start with {@code HyStart}, RFC 9406),
 * {@code Pace} how fast. With {@code Bbr} (draft-ietf-ccwg-bbr-06) all that follows from a model:
 * {@code DeliveryRate}, what arrives; {@code BbrPath} and {@code BbrBounds}, what that says of the
 * path; {@code BbrState} and {@code BbrCourse}, what is tried. Where the link cuts them, several
 * segments go to it as one ({@code SuperSegment}).
 *
 * <p>Beside these: RFC 6298 (retransmission timer), 6582 (peers without SACK), 6928 (ten segments
 * at first), 7323 (window scale, timestamps, PAWS), 2018 and 2883 (SACK, D-SACK), 3168 (ECN), 3522,
 * 5682 and 3708 (timeouts and retransmissions in vain are undone), 1191, 8201 and in part 4821
 * (path MTU), 5461 and 5927 (ICMP errors, also forged), 5961 (blind attacks), 6191 (TIME-WAIT),
 * 6528 and 6056 (initial numbers, ports), Minshall's form of Nagle's algorithm.
 *
 * <p>The receive buffer begins with 64 KiB and doubles ({@code Filling}) up to 6 MiB where the peer
 * fills it within a round trip or two, the user keeps up and memory is ample. The user timeout is
 * this side's alone: the option of RFC 5482 is neither sent nor obeyed, as it would let a peer
 * decide for how long we keep what it left behind.
 *
 * <p>Limits, against those who open much and send little, or send crumbs: {@code Table} bounds the
 * connections and those in TIME-WAIT, {@code HalfOpen} those half open, beyond which a {@code
 * Cookie} (RFC 4987) is given; {@code Receive#MOST} what a peer may leave here, {@code Memory} what
 * all may together, {@code Shortage} who pays then; {@code SendQueue#MOST} and {@link
 * dev.etherloom.logic.tcp.TcpSession#SEND_LIMIT} what a session may; challenges are ten a second
 * for each connection. FIN-WAIT-2 ends after ten minutes of silence, or one where the user has
 * closed. What a bound costs is counted.
 *
 * <p>Where it deviates: the timeout is 200 ms above the round-trip time at least, not a second (RFC
 * 6298 §2.4); MSL is 30 seconds; octets in a SYN to a port that listens are not kept, they come
 * again; a connection's first sixteen acknowledgments are not delayed (SHLD-18). Deliberately not:
 * source routes (MUST-51 to MUST-53; RFC 7126), advice to IP about dead gateways (MUST-20, part).
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
