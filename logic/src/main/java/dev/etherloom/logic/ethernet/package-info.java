/**
 * Ethernet II and IEEE 802.3 frames with up to two VLAN tags (802.1Q, 802.1ad), and the interface
 * of whatever answers an EtherType.
 *
 * <p>Frames are 14…65,557 octets, without the frame check sequence. 802.3 frames are recognised,
 * not interpreted.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.ethernet;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
