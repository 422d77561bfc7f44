package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.stp.Bpdu;

/** A bridge protocol data unit (IEEE 802.1D). */
record StpLayer(Slice octets) implements Layer {
  static void walk(Region region, Walk walk) {
    walk.add(new StpLayer(region.octets()));
    if (Bpdu.decode(region.octets()).isLeft()) {
      var _ = walk.broken(region, Protocol.STP);
    }
  }

  @Override
  public Protocol protocol() {
    return Protocol.STP;
  }

  @Override
  public void fields(Fields out) {
    out.u16(LinkField.STP_PROTOCOL, octets, 0);
    out.u8(LinkField.STP_VERSION, octets, 2);
    out.u8(LinkField.STP_TYPE, octets, 3);
    out.u8(LinkField.STP_FLAGS, octets, 4);
    if (octets.length() >= 7) {
      out.number(LinkField.STP_ROOT_PRIORITY, octets.offset() + 5, 2, octets.u16(5) & 0xf000);
    }
    out.mac(LinkField.STP_ROOT, octets, 7);
    out.u32(LinkField.STP_COST, octets, 13);
    out.mac(LinkField.STP_BRIDGE, octets, 19);
    out.u16(LinkField.STP_PORT, octets, 25);
  }

  @Override
  public String summary() {
    return Bpdu.decode(octets)
        .fold(
            _ -> "STP [cut]",
            unit ->
                switch (unit) {
                  case Bpdu.TopologyChange _ -> "STP topology change";
                  case Bpdu.Unknown _ -> "STP unknown";
                  default -> "STP version %d, type 0x%02x".formatted(octets.u8(2), octets.u8(3));
                });
  }
}
