/**
 * Generic routing encapsulation: version 0 (RFC 2784) with key and sequence number (RFC 2890), and
 * version 1, the enhanced header of PPTP (RFC 2637 §4.1). Values and codecs only.
 *
 * <p>Limits: the routing of RFC 1701 is refused, as RFC 2784 §2.3 demands of those who do not have
 * it; versions 2 to 7 stay octets. Not here: tunnels, the order of sequence numbers, PPTP's control
 * connection.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.gre;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
