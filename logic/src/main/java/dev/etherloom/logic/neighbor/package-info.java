/**
 * Who stands where on the link: the table that address resolution fills and egress reads, shared by
 * ARP and NDP. It parks what waits for an answer, asks again, trusts an answer for a while, and
 * checks an old one when it is used (RFC 1122 §2.3.2, RFC 4861 §7.3).
 *
 * <p>It stands against floods: at most 1,024 neighbors, of whom at most 256 are being asked for,
 * each with at most 64 packets parked (a packet of 64 KiB has 45 fragments). Where room is needed,
 * a neighbor that was never sent to goes before one that was, one that never proved to be there
 * before one that did, and an older one before a younger; so strangers that only talk to us, or
 * give addresses that nobody has, do not push out those we talk with. Where half of the room is
 * taken, a neighbor is asked as soon as it is used, so that one that is there proves it; and an old
 * question gives way to a new one after 20 ms, so that one that is there is found among many that
 * are not.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.neighbor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
