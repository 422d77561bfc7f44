package dev.etherloom.logic.decode;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;

/** The service tag of a provider backbone bridge (IEEE 802.1ah), a customer's frame behind it. */
record BackboneLayer(Slice octets) implements Layer {
  private static final int HEADER = 18;
  private static final int SERVICE = 4;
  private static final int TYPE = 16;

  static int walk(Region region, Walk walk) {
    walk.add(new BackboneLayer(region.first(HEADER).octets()));
    if (!region.has(HEADER)) {
      return walk.broken(region, Protocol.BACKBONE);
    }
    return HEADER + EtherTypes.walk(region.octets().u16(TYPE), region.from(HEADER), walk);
  }

  @Override
  public Protocol protocol() {
    return Protocol.BACKBONE;
  }

  @Override
  public String path() {
    return "ieee8021ah:ethertype";
  }

  @Override
  public void fields(Fields out) {
    if (octets.length() >= SERVICE) {
      out.number(LinkField.PBB_SERVICE, octets.offset() + 1, 3, octets.u32(0) & 0xff_ffff);
    }
    out.mac(LinkField.PBB_DST, octets, SERVICE);
    out.mac(LinkField.PBB_SRC, octets, SERVICE + MacAddress.LENGTH);
    out.u16(LinkField.PBB_TYPE, octets, TYPE);
  }

  @Override
  public String summary() {
    return octets.length() < SERVICE ? "[cut]" : "service " + (octets.u32(0) & 0xff_ffff);
  }
}
