package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.dhcp.DhcpMessage;
import dev.etherloom.logic.vxlan.VxlanPacket;

/** What stands behind a port: by its number, or by how it begins. */
final class Ports {
  private static final int DNS = 53;
  private static final int MULTICAST_DNS = 5353;
  private static final int LLMNR = 5355;
  private static final int NTP = 123;

  /** NetBIOS names are asked for in the same messages (RFC 1002 §4.2). */
  private static final int NETBIOS_NAMES = 137;

  private Ports() {}

  static void udp(int source, int destination, Region payload, Walk walk) {
    if (payload.reported() == 0) {
      return;
    }
    int low = Math.min(source, destination);
    int high = Math.max(source, destination);
    if (!udp(low, payload, walk) && !udp(high, payload, walk)) {
      var _ = walk.data(payload);
    }
  }

  private static boolean udp(int port, Region payload, Walk walk) {
    switch (port) {
      case DNS, NETBIOS_NAMES -> DnsLayer.walk(Protocol.DNS, payload, walk);
      case MULTICAST_DNS -> DnsLayer.walk(Protocol.MDNS, payload, walk);
      case LLMNR -> DnsLayer.walk(Protocol.LLMNR, payload, walk);
      case DhcpMessage.SERVER_PORT, DhcpMessage.CLIENT_PORT -> DhcpLayer.walk(payload, walk);
      case NTP -> NtpLayer.walk(payload, walk);
      case VxlanPacket.PORT -> VxlanLayer.walk(payload, walk);
      default -> {
        return false;
      }
    }
    return true;
  }

  static void tcp(Slice header, IpLayer ip, Region payload, Walk walk) {
    int low = Math.min(header.u16(0), header.u16(2));
    if (low == DNS && !payload.isCut() && !ip.isFragment() && !ip.isQuoted()) {
      walk.streams().dns(ip, header, payload.octets(), walk);
    } else if (TlsLayer.begins(payload.octets())) {
      TlsLayer.walk(payload, walk);
    } else if (HttpLayer.begins(payload.octets())) {
      HttpLayer.walk(payload, walk);
    } else {
      var _ = walk.data(payload);
    }
  }
}
