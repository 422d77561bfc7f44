package dev.etherloom.logic.decode;

/** What stands behind an EtherType. */
final class EtherTypes {
  static final int IPV4 = 0x0800;
  static final int ARP = 0x0806;
  static final int RARP = 0x8035;
  static final int VLAN = 0x8100;
  static final int IPV6 = 0x86dd;
  static final int SERVICE_VLAN = 0x88a8;
  static final int LLDP = 0x88cc;
  static final int OLD_SERVICE_VLAN = 0x9100;
  static final int TRANSPARENT_ETHERNET = 0x6558;
  static final int BACKBONE = 0x88e7;
  static final int LOWEST = 0x0600;
  static final int LONGEST_802_3 = 1500;

  private EtherTypes() {}

  static boolean isTag(int type) {
    return type == VLAN || type == SERVICE_VLAN || type == OLD_SERVICE_VLAN;
  }

  /** Walks what the type announces; how many octets of the region are its own. */
  static int walk(int type, Region region, Walk walk) {
    if (walk.isDeep()) {
      return walk.data(region);
    }
    return switch (type) {
      case IPV4 -> Ipv4Layer.walk(region, walk);
      case IPV6 -> Ipv6Layer.walk(region, walk);
      case ARP, RARP -> ArpLayer.walk(region, walk);
      case BACKBONE -> BackboneLayer.walk(region, walk);
      case VLAN, SERVICE_VLAN, OLD_SERVICE_VLAN -> VlanLayer.walk(type, region, walk);
      case LLDP -> LldpLayer.walk(region, walk);
      case TRANSPARENT_ETHERNET -> EthernetLayer.walk(region, walk);
      default -> walk.data(region);
    };
  }
}
