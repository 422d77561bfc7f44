/**
 * The spanning tree's BPDUs, which follow an LLC header to service access point 0x42: of the
 * original protocol (IEEE 802.1D-1998 §9), the rapid (802.1D-2004 §9) and the multiple one (802.1s,
 * now 802.1Q §14). Values and a codec only.
 *
 * <p>Which kind a BPDU is, is told by version, type and length as 802.1Q §14.4 has it: a multiple
 * spanning tree BPDU that is too short for its instances counts as a rapid one. Octets behind a
 * BPDU of the other kinds are not kept; padding is among them.
 *
 * <p>Limits: what shortest path bridging (version 4) adds stays octets. Not here: whether times
 * make sense together, the tree itself, other vendors' trees per VLAN.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.stp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
