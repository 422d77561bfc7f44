package dev.etherloom.logic.decode;

/** What stands behind an IP protocol number or a next header. */
final class IpProtocols {
  static final int HOP_BY_HOP = 0;
  static final int ICMP = 1;
  static final int IGMP = 2;
  static final int IPV4 = 4;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int IPV6 = 41;
  static final int ROUTING = 43;
  static final int FRAGMENT = 44;
  static final int GRE = 47;
  static final int ESP = 50;
  static final int AUTHENTICATION = 51;
  static final int ICMPV6 = 58;
  static final int NONE = 59;
  static final int DESTINATION_OPTIONS = 60;

  private IpProtocols() {}

  /** Walks what the number announces. */
  static void walk(int protocol, Region region, IpLayer ip, Walk walk) {
    if (walk.isDeep()) {
      var _ = walk.data(region);
      return;
    }
    switch (protocol) {
      case ICMP -> IcmpLayer.walk(region, ip, walk);
      case IGMP -> IgmpLayer.walk(region, walk);
      case IPV4 -> {
        var _ = Ipv4Layer.walk(region, walk);
      }
      case IPV6 -> {
        var _ = Ipv6Layer.walk(region, walk);
      }
      case TCP -> TcpLayer.walk(region, ip, walk);
      case UDP -> UdpLayer.walk(region, ip, walk);
      case GRE -> GreLayer.walk(region, walk);
      case ESP -> SecurityLayer.walkEsp(region, walk);
      case AUTHENTICATION -> SecurityLayer.walkAuthentication(region, ip, walk);
      case ICMPV6 -> Icmpv6Layer.walk(region, ip, walk);
      case HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION_OPTIONS -> {
        if (ip instanceof Ipv6Layer v6) {
          ExtensionLayer.walk(protocol, region, v6, walk);
        } else {
          var _ = walk.data(region);
        }
      }
      default -> {
        var _ = walk.data(region);
      }
    }
  }
}
