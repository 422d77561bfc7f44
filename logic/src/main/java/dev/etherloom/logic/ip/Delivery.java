package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Vlan;

/**
 * A packet that reached a host, whole.
 *
 * @param vlan the link it came in on
 * @param self the host's own address: the packet's destination, or where that is a broadcast or
 *     multicast address, the one of the host's addresses that suits the sender
 * @param toGroup whether the packet, or the frame that brought it, was sent to more than one host
 * @param inPieces whether it came in fragments, or in one that is the whole
 */
public record Delivery(
    IpPacket packet, Vlan vlan, IpAddress self, boolean toGroup, boolean inPieces) {
  /** A packet that came in one piece. */
  public Delivery(IpPacket packet, Vlan vlan, IpAddress self, boolean toGroup) {
    this(packet, vlan, self, toGroup, false);
  }

  /** Sends {@code payload} back to the sender, by the same protocol on the same link. */
  public IpEffect.Send reply(Emit payload) {
    return new IpEffect.Send(
        vlan,
        self,
        packet.source(),
        packet.protocol(),
        payload,
        IpEffect.DEFAULT_HOP_LIMIT,
        packet.trafficClass(),
        false,
        Slice.EMPTY);
  }
}
