/**
 * The Internet Control Message Protocol (RFC 792, RFC 1122 §3.2.2): echo answered, errors sent
 * sparingly, errors heard and handed to the transport whose packet they quote, everything else
 * offered to an optional receiver, and probes of one's own.
 *
 * <p>Not answered, as hosts may choose: timestamp and address mask requests (RFC 1122 §3.2.2.8,
 * §3.2.2.9), and echo requests to groups (§3.2.2.6). ICMPv6 (RFC 4443) answers them, and gives the
 * messages of neighbor and listener discovery to those who stand on it.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.icmp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
