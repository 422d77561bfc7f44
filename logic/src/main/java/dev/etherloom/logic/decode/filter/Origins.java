package dev.etherloom.logic.decode.filter;

import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Protocol;

/** Which layers may tell which fields. Where it is not worth knowing, all may. */
final class Origins {
  private Origins() {}

  /** Whether it is about the frame itself. */
  static boolean isFrame(Field field) {
    return field.label().startsWith("frame.");
  }

  static boolean tells(Protocol protocol, Field field) {
    var name = field.label();
    return !isFrame(field) && (name.startsWith("_ws.") || isOf(protocol, name));
  }

  private static boolean isOf(Protocol protocol, String name) {
    return switch (protocol) {
      case ETHERNET -> name.startsWith("eth.") || name.startsWith("vlan.");
      case IPV4 -> name.startsWith("ip.");
      case IPV6 -> name.startsWith("ipv6.") || name.equals("ip.version");
      case UDP -> name.startsWith("udp.");
      case TCP -> name.startsWith("tcp.");
      case DNS, MDNS, LLMNR -> name.startsWith("dns.");
      case DHCP -> name.startsWith("dhcp.");
      case TLS -> name.startsWith("tls.");
      case HTTP -> name.startsWith("http.");
      default -> true;
    };
  }
}
