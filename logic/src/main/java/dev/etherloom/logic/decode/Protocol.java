package dev.etherloom.logic.decode;

/** The protocols whose layers are told: Wireshark's name for each, and what people say. */
public enum Protocol {
  ETHERNET("eth", "Ethernet"),
  VLAN("vlan", "802.1Q VLAN"),
  SERVICE_VLAN("ieee8021ad", "802.1ad service VLAN"),
  BACKBONE("ieee8021ah", "802.1ah backbone"),
  LLC("llc", "Logical link control"),
  COOKED("sll", "Linux cooked capture"),
  LOOPBACK("null", "BSD loopback"),
  ARP("arp", "Address resolution"),
  IPV4("ip", "Internet protocol 4"),
  IPV6("ipv6", "Internet protocol 6"),
  HOP_BY_HOP("ipv6.hopopts", "Hop-by-hop options"),
  DESTINATION_OPTIONS("ipv6.dstopts", "Destination options"),
  ROUTING("ipv6.routing", "Routing header"),
  FRAGMENT("ipv6.fraghdr", "Fragment header"),
  AUTHENTICATION("ah", "Authentication header"),
  ESP("esp", "Encapsulating security payload"),
  ICMP("icmp", "ICMP"),
  ICMPV6("icmpv6", "ICMPv6"),
  IGMP("igmp", "IGMP"),
  UDP("udp", "UDP"),
  TCP("tcp", "TCP"),
  DNS("dns", "DNS"),
  MDNS("mdns", "Multicast DNS"),
  LLMNR("llmnr", "Link-local name resolution"),
  DHCP("dhcp", "DHCP"),
  LLDP("lldp", "LLDP"),
  STP("stp", "Spanning tree"),
  VXLAN("vxlan", "VXLAN"),
  GRE("gre", "GRE"),
  NTP("ntp", "NTP"),
  TLS("tls", "TLS"),
  HTTP("http", "HTTP"),
  DATA("data", "Data"),
  MALFORMED("_ws.malformed", "Malformed"),
  SHORT("_ws.short", "Cut");

  private final String label;
  private final String title;

  Protocol(String label, String title) {
    this.label = label;
    this.title = title;
  }

  /** Wireshark's name, as {@code ip}; what a filter tests for. */
  public String label() {
    return label;
  }

  public String title() {
    return title;
  }
}
