/**
 * VXLAN (RFC 7348 §5), Ethernet over UDP port 4789: eight octets of header, then a whole frame.
 * Values and a codec only.
 *
 * <p>Limits: what other drafts made of the reserved bits (group policy, generic protocol) is
 * carried as it came and not understood. Not here: tunnel endpoints, learning, the inner frame.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.vxlan;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
