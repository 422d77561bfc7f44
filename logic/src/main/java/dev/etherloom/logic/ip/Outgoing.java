package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;

/**
 * A packet on its way out: this packet, that next hop.
 *
 * @param packets the packet, or its fragments
 */
public record Outgoing(Vlan vlan, NextHop nextHop, List<Packet> packets) {
  /** To whom a packet is given on the link. */
  public sealed interface NextHop {
    /** All on the link. */
    record Everybody() implements NextHop {}

    /** A multicast group. */
    record Group(IpAddress group) implements NextHop {}

    /** One neighbor: the destination or a gateway. */
    record Neighbor(IpAddress address) implements NextHop {}
  }

  /** A header and what it carries, not yet octets. */
  public record Packet(Ipv4Header header, Emit payload) implements Emit {
    @Override
    public int length() {
      return header.length() + payload.length();
    }

    @Override
    public void emit(Writer out) {
      header.emit(out, payload.length());
      payload.emit(out);
    }
  }
}
