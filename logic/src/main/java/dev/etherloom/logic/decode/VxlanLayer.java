package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;

/** The VXLAN header (RFC 7348), a whole frame behind it. */
record VxlanLayer(Slice octets) implements Layer {
  private static final int HEADER = 8;

  static void walk(Region region, Walk walk) {
    walk.add(new VxlanLayer(region.first(HEADER).octets()));
    if (!region.has(HEADER)) {
      var _ = walk.broken(region, Protocol.VXLAN);
    } else if (walk.isDeep()) {
      var _ = walk.data(region.from(HEADER));
    } else {
      var _ = EthernetLayer.walk(region.from(HEADER), walk);
    }
  }

  @Override
  public Protocol protocol() {
    return Protocol.VXLAN;
  }

  @Override
  public void fields(Fields out) {
    out.u16(TransportField.VXLAN_FLAGS, octets, 0);
    if (octets.length() == HEADER) {
      out.number(TransportField.VXLAN_VNI, octets.offset() + 4, 3, octets.u32(4) >>> 8);
    }
  }

  @Override
  public String summary() {
    return octets.length() < HEADER ? "VXLAN [cut]" : "VXLAN vni " + (octets.u32(4) >>> 8);
  }
}
