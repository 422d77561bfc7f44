package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;

/**
 * What Linux writes before a packet captured on all interfaces (LINKTYPE_LINUX_SLL and SLL2).
 *
 * @param second whether it is the second form, in another order
 */
record CookedLayer(Slice octets, boolean second) implements Layer {
  private static final int HEADER = 16;
  private static final int HEADER_2 = 20;

  static int walk(Region region, Walk walk) {
    walk.add(new CookedLayer(region.first(HEADER).octets(), false));
    return region.has(HEADER)
        ? HEADER + EtherTypes.walk(region.octets().u16(14), region.from(HEADER), walk)
        : walk.broken(region, Protocol.COOKED);
  }

  static int walkSecond(Region region, Walk walk) {
    walk.add(new CookedLayer(region.first(HEADER_2).octets(), true));
    return region.has(HEADER_2)
        ? HEADER_2 + EtherTypes.walk(region.octets().u16(0), region.from(HEADER_2), walk)
        : walk.broken(region, Protocol.COOKED);
  }

  @Override
  public Protocol protocol() {
    return Protocol.COOKED;
  }

  @Override
  public String path() {
    return "sll:ethertype";
  }

  @Override
  public void fields(Fields out) {
    if (second) {
      out.u16(LinkField.SLL_ETYPE, octets, 0);
      out.u16(LinkField.SLL_HATYPE, octets, 8);
      out.u8(LinkField.SLL_TYPE, octets, 10);
      out.mac(LinkField.SLL_SRC, octets, 12);
    } else {
      out.u16(LinkField.SLL_TYPE, octets, 0);
      out.u16(LinkField.SLL_HATYPE, octets, 2);
      out.mac(LinkField.SLL_SRC, octets, 6);
      out.u16(LinkField.SLL_ETYPE, octets, 14);
    }
  }

  @Override
  public String summary() {
    int at = second ? 10 : 1;
    return octets.length() <= at
        ? "[cut]"
        : switch (octets.u8(at)) {
          case 0 -> "In";
          case 1 -> "Broadcast";
          case 2 -> "Multicast";
          case 3 -> "Other";
          case 4 -> "Out";
          default -> "?";
        };
  }
}
