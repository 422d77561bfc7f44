package dev.etherloom.logic.decode;

/** Fields of IP of both families, of what governs it, and of what it carries beside transports. */
public enum InternetField implements Field {
  IP_VERSION("ip.version", "Version", Format.DECIMAL),
  IP_HDR_LEN("ip.hdr_len", "Header length", Format.DECIMAL),
  IP_DSFIELD("ip.dsfield", "Differentiated services", Format.HEX_2),
  IP_LEN("ip.len", "Total length", Format.DECIMAL),
  IP_ID("ip.id", "Identification", Format.HEX_4),
  IP_FLAGS("ip.flags", "Flags", Format.HEX_2),
  IP_FRAG_OFFSET("ip.frag_offset", "Fragment offset, in 8 octets", Format.DECIMAL),
  IP_TTL("ip.ttl", "Time to live", Format.DECIMAL),
  IP_PROTO("ip.proto", "Protocol", Format.DECIMAL),
  IP_CHECKSUM("ip.checksum", "Header checksum", Format.HEX_4),
  IP_CHECKSUM_STATUS("ip.checksum.status", "Header checksum status", Format.DECIMAL),
  IP_SRC("ip.src", "Source", Format.ADDRESS),
  IP_DST("ip.dst", "Destination", Format.ADDRESS),
  IP_OPT_TYPE("ip.opt.type", "Option", Format.DECIMAL),
  IP_OPT_LEN("ip.opt.len", "Option length", Format.DECIMAL),
  IPV6_VERSION("ipv6.version", "Version", Format.DECIMAL),
  IPV6_TCLASS("ipv6.tclass", "Traffic class", Format.HEX_8),
  IPV6_FLOW("ipv6.flow", "Flow label", Format.HEX_6),
  IPV6_PLEN("ipv6.plen", "Payload length", Format.DECIMAL),
  IPV6_NXT("ipv6.nxt", "Next header", Format.DECIMAL),
  IPV6_HLIM("ipv6.hlim", "Hop limit", Format.DECIMAL),
  IPV6_SRC("ipv6.src", "Source", Format.ADDRESS),
  IPV6_DST("ipv6.dst", "Destination", Format.ADDRESS),
  IPV6_HOPOPTS_NXT("ipv6.hopopts.nxt", "Next header", Format.DECIMAL),
  IPV6_HOPOPTS_LEN("ipv6.hopopts.len", "Length, in 8 octets", Format.DECIMAL),
  IPV6_DSTOPTS_NXT("ipv6.dstopts.nxt", "Next header", Format.DECIMAL),
  IPV6_DSTOPTS_LEN("ipv6.dstopts.len", "Length, in 8 octets", Format.DECIMAL),
  IPV6_OPT_TYPE("ipv6.opt.type", "Option", Format.HEX_2),
  IPV6_OPT_LENGTH("ipv6.opt.length", "Option length", Format.DECIMAL),
  IPV6_ROUTING_NXT("ipv6.routing.nxt", "Next header", Format.DECIMAL),
  IPV6_ROUTING_LEN("ipv6.routing.len", "Length, in 8 octets", Format.DECIMAL),
  IPV6_ROUTING_TYPE("ipv6.routing.type", "Routing type", Format.DECIMAL),
  IPV6_ROUTING_SEGLEFT("ipv6.routing.segleft", "Segments left", Format.DECIMAL),
  IPV6_FRAG_NXT("ipv6.fraghdr.nxt", "Next header", Format.DECIMAL),
  IPV6_FRAG_OFFSET("ipv6.fraghdr.offset", "Offset, in 8 octets", Format.DECIMAL),
  IPV6_FRAG_MORE("ipv6.fraghdr.more", "More fragments", Format.DECIMAL),
  IPV6_FRAG_IDENT("ipv6.fraghdr.ident", "Identification", Format.HEX_8),
  AH_NEXT("ah.next_header", "Next header", Format.DECIMAL),
  AH_LENGTH("ah.length", "Length", Format.DECIMAL),
  AH_SPI("ah.spi", "Security parameters index", Format.HEX_8),
  AH_SEQUENCE("ah.sequence", "Sequence number", Format.DECIMAL),
  ESP_SPI("esp.spi", "Security parameters index", Format.HEX_8),
  ESP_SEQUENCE("esp.sequence", "Sequence number", Format.DECIMAL),
  ICMP_TYPE("icmp.type", "Type", Format.DECIMAL),
  ICMP_CODE("icmp.code", "Code", Format.DECIMAL),
  ICMP_CHECKSUM("icmp.checksum", "Checksum", Format.HEX_4),
  ICMP_CHECKSUM_STATUS("icmp.checksum.status", "Checksum status", Format.DECIMAL),
  ICMP_IDENT("icmp.ident", "Identifier", Format.DECIMAL),
  ICMP_SEQ("icmp.seq", "Sequence number", Format.DECIMAL),
  ICMP_MTU("icmp.mtu", "Next-hop MTU", Format.DECIMAL),
  ICMP_REDIR_GW("icmp.redir_gw", "Gateway", Format.ADDRESS),
  ICMP_POINTER("icmp.pointer", "Pointer", Format.DECIMAL),
  ICMP_ORIGINATE("icmp.originate_timestamp", "Originate timestamp", Format.DECIMAL),
  ICMP_RECEIVE("icmp.receive_timestamp", "Receive timestamp", Format.DECIMAL),
  ICMP_TRANSMIT("icmp.transmit_timestamp", "Transmit timestamp", Format.DECIMAL),
  ICMP_MASK("icmp.address_mask", "Address mask", Format.ADDRESS),
  ICMP_ROUTERS("icmp.num_addrs", "Addresses", Format.DECIMAL),
  ICMP_LIFETIME("icmp.lifetime", "Lifetime, in seconds", Format.DECIMAL),
  ICMP_EXT("icmp.ext", "Extensions", Format.OCTETS),
  ICMPV6_TYPE("icmpv6.type", "Type", Format.DECIMAL),
  ICMPV6_CODE("icmpv6.code", "Code", Format.DECIMAL),
  ICMPV6_CHECKSUM("icmpv6.checksum", "Checksum", Format.HEX_4),
  ICMPV6_CHECKSUM_STATUS("icmpv6.checksum.status", "Checksum status", Format.DECIMAL),
  ICMPV6_IDENT("icmpv6.echo.identifier", "Identifier", Format.HEX_4),
  ICMPV6_SEQ("icmpv6.echo.sequence_number", "Sequence number", Format.DECIMAL),
  ICMPV6_MTU("icmpv6.mtu", "MTU", Format.DECIMAL),
  ICMPV6_POINTER("icmpv6.pointer", "Pointer", Format.DECIMAL),
  ND_NS_TARGET("icmpv6.nd.ns.target_address", "Target", Format.ADDRESS),
  ND_NA_R("icmpv6.nd.na.flag.r", "Router", Format.DECIMAL),
  ND_NA_S("icmpv6.nd.na.flag.s", "Solicited", Format.DECIMAL),
  ND_NA_O("icmpv6.nd.na.flag.o", "Override", Format.DECIMAL),
  ND_NA_TARGET("icmpv6.nd.na.target_address", "Target", Format.ADDRESS),
  ND_RA_HOP_LIMIT("icmpv6.nd.ra.cur_hop_limit", "Hop limit", Format.DECIMAL),
  ND_RA_FLAGS("icmpv6.nd.ra.flag", "Flags", Format.HEX_2),
  ND_RA_LIFETIME("icmpv6.nd.ra.router_lifetime", "Router lifetime, in seconds", Format.DECIMAL),
  ND_RA_REACHABLE("icmpv6.nd.ra.reachable_time", "Reachable time, in ms", Format.DECIMAL),
  ND_RA_RETRANS("icmpv6.nd.ra.retrans_timer", "Retransmission timer, in ms", Format.DECIMAL),
  ND_RD_TARGET("icmpv6.rd.na.target_address", "Target", Format.ADDRESS),
  ND_RD_DESTINATION("icmpv6.nd.rd.destination_address", "Destination", Format.ADDRESS),
  ND_OPT_TYPE("icmpv6.opt.type", "Option", Format.DECIMAL),
  ND_OPT_LENGTH("icmpv6.opt.length", "Option length, in 8 octets", Format.DECIMAL),
  ND_OPT_LINKADDR("icmpv6.opt.linkaddr", "Link-layer address", Format.TEXT),
  ND_OPT_PREFIX_LENGTH("icmpv6.opt.prefix.length", "Prefix length", Format.DECIMAL),
  ND_OPT_PREFIX_FLAGS("icmpv6.opt.prefix.flag", "Prefix flags", Format.HEX_2),
  ND_OPT_VALID("icmpv6.opt.prefix.valid_lifetime", "Valid lifetime, in seconds", Format.DECIMAL),
  ND_OPT_PREFERRED(
      "icmpv6.opt.prefix.preferred_lifetime", "Preferred lifetime, in seconds", Format.DECIMAL),
  ND_OPT_PREFIX("icmpv6.opt.prefix", "Prefix", Format.ADDRESS),
  ND_OPT_MTU("icmpv6.opt.mtu", "MTU", Format.DECIMAL),
  ND_OPT_RDNSS_LIFETIME("icmpv6.opt.rdnss.lifetime", "RDNSS lifetime, in seconds", Format.DECIMAL),
  ND_OPT_RDNSS("icmpv6.opt.rdnss", "Recursive DNS server", Format.ADDRESS),
  ND_OPT_NONCE("icmpv6.opt.nonce", "Nonce", Format.OCTETS),
  MLD_DELAY("icmpv6.mld.maximum_response_delay", "Maximum response delay, in ms", Format.DECIMAL),
  MLD_ADDRESS("icmpv6.mld.multicast_address", "Multicast address", Format.ADDRESS),
  MLD_RECORDS("icmpv6.mldr.nb_mcast_records", "Records", Format.DECIMAL),
  MLD_RECORD_TYPE("icmpv6.mldr.mar.record_type", "Record type", Format.DECIMAL),
  MLD_RECORD_ADDRESS("icmpv6.mldr.mar.multicast_address", "Multicast address", Format.ADDRESS),
  IGMP_VERSION("igmp.version", "Version", Format.DECIMAL),
  IGMP_TYPE("igmp.type", "Type", Format.HEX_2),
  IGMP_MAX_RESP("igmp.max_resp", "Maximum response time, in 0.1 s", Format.DECIMAL),
  IGMP_CHECKSUM("igmp.checksum", "Checksum", Format.HEX_4),
  IGMP_CHECKSUM_STATUS("igmp.checksum.status", "Checksum status", Format.DECIMAL),
  IGMP_MADDR("igmp.maddr", "Multicast address", Format.ADDRESS),
  IGMP_NUM_SRC("igmp.num_src", "Sources", Format.DECIMAL),
  IGMP_SADDR("igmp.saddr", "Source", Format.ADDRESS),
  IGMP_NUM_RECORDS("igmp.num_grp_recs", "Records", Format.DECIMAL),
  IGMP_RECORD_TYPE("igmp.record_type", "Record type", Format.DECIMAL),
  GRE_FLAGS("gre.flags_and_version", "Flags and version", Format.HEX_4),
  GRE_PROTO("gre.proto", "Protocol type", Format.HEX_4),
  GRE_KEY("gre.key", "Key", Format.HEX_8),
  GRE_SEQUENCE("gre.sequence_number", "Sequence number", Format.DECIMAL);

  static final int FIRST = LinkField.values().length;

  private final String label;
  private final String title;
  private final Format format;

  InternetField(String label, String title, Format format) {
    this.label = label;
    this.title = title;
    this.format = format;
  }

  @Override
  public int id() {
    return FIRST + ordinal();
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Format format() {
    return format;
  }
}
