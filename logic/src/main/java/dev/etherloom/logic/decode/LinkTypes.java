package dev.etherloom.logic.decode;

/** Link types of capture files (tcpdump.org/linktypes.html), and what they carry. */
final class LinkTypes {
  static final int NULL = 0;
  static final int ETHERNET = 1;
  static final int RAW_BSD = 12;
  static final int RAW = 101;
  static final int LOOP = 108;
  static final int COOKED = 113;
  static final int IPV4 = 228;
  static final int IPV6 = 229;
  static final int COOKED_2 = 276;

  private LinkTypes() {}

  static boolean isRaw(int type) {
    return type == RAW || type == RAW_BSD || type == IPV4 || type == IPV6;
  }

  static int walk(int type, Region region, Walk walk) {
    return switch (type) {
      case ETHERNET -> EthernetLayer.walk(region, walk);
      case RAW, RAW_BSD, IPV4, IPV6 -> raw(region, walk);
      case NULL, LOOP -> LoopbackLayer.walk(region, walk);
      case COOKED -> CookedLayer.walk(region, walk);
      case COOKED_2 -> CookedLayer.walkSecond(region, walk);
      default -> walk.data(region);
    };
  }

  private static int raw(Region region, Walk walk) {
    return region.has(1) && region.octets().u8(0) >>> 4 == 6
        ? Ipv6Layer.walk(region, walk)
        : Ipv4Layer.walk(region, walk);
  }
}
