package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.gre.Gre;
import dev.etherloom.logic.gre.GrePacket;
import dev.etherloom.logic.gre.PptpGre;

/** A GRE header (RFC 2784, 2890) and what it carries. */
record GreLayer(Slice octets) implements Layer {
  static void walk(Region region, Walk walk) {
    var packet = GrePacket.parse(region.octets());
    if (packet.isLeft()) {
      walk.add(new GreLayer(region.first(GrePacket.HEADER).octets()));
      var _ = walk.broken(region, Protocol.GRE);
      return;
    }
    switch (packet.get()) {
      case Gre gre -> {
        int header = region.length() - gre.payload().length();
        walk.add(new GreLayer(region.octets().first(header)));
        var _ = EtherTypes.walk(gre.protocol(), region.from(header), walk);
      }
      case PptpGre pptp -> {
        int header = region.length() - pptp.payload().length();
        walk.add(new GreLayer(region.octets().first(header)));
        var _ = walk.data(region.from(header));
      }
      case GrePacket.Unknown _ -> walk.add(new GreLayer(region.octets()));
    }
  }

  @Override
  public Protocol protocol() {
    return Protocol.GRE;
  }

  @Override
  public void fields(Fields out) {
    out.u16(InternetField.GRE_FLAGS, octets, 0);
    out.u16(InternetField.GRE_PROTO, octets, 2);
    if (GrePacket.parse(octets).getOrElse(new GrePacket.Unknown(octets)) instanceof Gre gre) {
      int key = GrePacket.HEADER + (gre.checksum().isDefined() ? 4 : 0);
      if (gre.key().isDefined()) {
        out.u32(InternetField.GRE_KEY, octets, key);
      }
      if (gre.sequence().isDefined()) {
        out.u32(InternetField.GRE_SEQUENCE, octets, key + (gre.key().isDefined() ? 4 : 0));
      }
    }
  }

  @Override
  public String summary() {
    return octets.length() < GrePacket.HEADER
        ? "GRE [cut]"
        : "GRE protocol 0x%04x".formatted(octets.u16(2));
  }
}
