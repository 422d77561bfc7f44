/**
 * The Link Layer Discovery Protocol (IEEE 802.1AB), EtherType 0x88cc: what a station tells its
 * neighbor of itself, as a list of type, length and value. Values and codecs only.
 *
 * <p>{@code LldpUnit} is a unit as the standard wants it (§8.2, §9.2.7.7): chassis, port and time
 * to live first and once, anything behind. {@code LldpWalk} is for those who only look: it keeps
 * all whole TLVs before a damaged one, each with the octets it came from and so its offset.
 *
 * <p>Limits: what organisations define (the OUI's TLVs, those of 802.1 and 802.3 among them) stays
 * octets; texts are octets, which {@code text()} reads as UTF-8. Not here: timers, the table of
 * neighbors, who may forward which group address.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.lldp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
