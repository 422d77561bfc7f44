/**
 * The messages of multicast listener discovery for IPv6: MLDv1 (RFC 2710 §3) and MLDv2 (RFC 3810
 * §5), read out of ICMPv6 and put back into it.
 *
 * <p>Codecs only: hop limit, router alert and the sender's scope are for those who know the packet
 * (RFC 3810 §5.1.14, §5.2.13). What stands behind a message is ignored, as receivers must, and as
 * many sources are read as there are octets for.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.mld;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
