package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;

/**
 * The address family that BSD writes before a packet on its loopback, in the order of the machine
 * that captured it, or in network order.
 */
record LoopbackLayer(Slice octets) implements Layer {
  private static final int HEADER = 4;

  static int walk(Region region, Walk walk) {
    walk.add(new LoopbackLayer(region.first(HEADER).octets()));
    if (!region.has(HEADER)) {
      return walk.broken(region, Protocol.LOOPBACK);
    }
    var packet = region.from(HEADER);
    return switch ((int) family(region.octets())) {
      case 2 -> HEADER + Ipv4Layer.walk(packet, walk);
      case 10, 24, 28, 30 -> HEADER + Ipv6Layer.walk(packet, walk);
      default -> walk.data(packet);
    };
  }

  /** A family is a small number: whichever order makes it one is right. */
  private static long family(Slice octets) {
    int value = octets.i32(0);
    return (value & 0xffff_0000) == 0 ? value : Integer.reverseBytes(value) & 0xffff_ffffL;
  }

  @Override
  public Protocol protocol() {
    return Protocol.LOOPBACK;
  }

  @Override
  public void fields(Fields out) {
    if (octets.length() == HEADER) {
      out.number(LinkField.NULL_FAMILY, octets.offset(), HEADER, family(octets));
    }
  }

  @Override
  public String summary() {
    return octets.length() < HEADER ? "[cut]" : "family " + family(octets);
  }
}
