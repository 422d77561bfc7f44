/**
 * IEEE 802.2 logical link control and SNAP (IEEE 802): what follows the length field of an IEEE
 * 802.3 frame. Values and codecs only.
 *
 * <p>{@code LlcFrame} is the header with its control field of one octet (type U) or two (types I
 * and S); {@code Snap} is the five octets that a frame to service access point 0xaa goes on with
 * (RFC 1042 for the encapsulated EtherTypes).
 *
 * <p>Limits: whoever decodes cuts the frame to its 802.3 length before, or the payload holds the
 * padding. Not here: the connection mode of 802.2, answers to XID and TEST, the 802.3 header.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.llc;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
