/**
 * The messages of multicast listener discovery for IPv6: MLDv1 (RFC 2710 §3) and MLDv2 (RFC 3810
 * §5), read out of ICMPv6 and put back into it.
 *
 * <p>{@code Mld} is the host's side: it reports the groups in which the host listens. What stands
 * behind a message is ignored, as receivers must, and as many sources are read as there are octets
 * for. A query for single sources is answered for the whole group, of which nothing is excluded.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.mld;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
