package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;

/**
 * A packet on its way out: this packet, that next hop.
 *
 * @param ip the layer that it leaves behind
 * @param packets the packet, or its fragments
 */
public record Outgoing(Ip ip, Vlan vlan, NextHop nextHop, List<Packet> packets) {
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
  public sealed interface Packet extends Emit {
    /** What a frame says that carries it. */
    EtherType etherType();

    /** Itself, or what it has to be cut into for a link that does not do that. */
    List<Packet> pieces();
  }

  /** A packet of IPv4. */
  public record V4(Ipv4Header header, Emit payload) implements Packet {
    @Override
    public List<Packet> pieces() {
      return payload instanceof Uncut whole
          ? whole.pieces().map(piece -> new V4(header, piece))
          : List.of(this);
    }

    @Override
    public EtherType etherType() {
      return EtherType.IPV4;
    }

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

  /**
   * A packet of IPv6.
   *
   * @param header with the length of all that follows
   * @param extensions extension headers as they stand
   */
  public record V6(Ipv6Header header, Slice extensions, Emit payload) implements Packet {
    @Override
    public List<Packet> pieces() {
      return payload instanceof Uncut whole
          ? whole.pieces().map(piece -> of(header, extensions, piece))
          : List.of(this);
    }

    /** A packet whose header's length is made what it has to be. */
    public static V6 of(Ipv6Header header, Slice extensions, Emit payload) {
      return new V6(
          header.withPayloadLength(extensions.length() + payload.length()), extensions, payload);
    }

    @Override
    public EtherType etherType() {
      return EtherType.IPV6;
    }

    @Override
    public int length() {
      return Ipv6Header.LENGTH + extensions.length() + payload.length();
    }

    @Override
    public void emit(Writer out) {
      out.put(header).put(extensions).put(payload);
    }
  }
}
