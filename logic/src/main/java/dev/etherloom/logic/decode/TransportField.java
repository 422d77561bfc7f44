package dev.etherloom.logic.decode;

/** Fields of UDP and TCP, and of all that they carry. */
public enum TransportField implements Field {
  UDP_SRCPORT("udp.srcport", "Source port", Format.DECIMAL),
  UDP_DSTPORT("udp.dstport", "Destination port", Format.DECIMAL),
  UDP_LENGTH("udp.length", "Length", Format.DECIMAL),
  UDP_CHECKSUM("udp.checksum", "Checksum", Format.HEX_4),
  UDP_CHECKSUM_STATUS("udp.checksum.status", "Checksum status", Format.DECIMAL),
  TCP_SRCPORT("tcp.srcport", "Source port", Format.DECIMAL),
  TCP_DSTPORT("tcp.dstport", "Destination port", Format.DECIMAL),
  TCP_LEN("tcp.len", "Payload length", Format.DECIMAL),
  TCP_SEQ("tcp.seq_raw", "Sequence number", Format.DECIMAL),
  TCP_ACK("tcp.ack_raw", "Acknowledgment number", Format.DECIMAL),
  TCP_HDR_LEN("tcp.hdr_len", "Header length", Format.DECIMAL),
  TCP_FLAGS("tcp.flags", "Flags", Format.HEX_4),
  TCP_WINDOW("tcp.window_size_value", "Window", Format.DECIMAL),
  TCP_CHECKSUM("tcp.checksum", "Checksum", Format.HEX_4),
  TCP_CHECKSUM_STATUS("tcp.checksum.status", "Checksum status", Format.DECIMAL),
  TCP_URGENT("tcp.urgent_pointer", "Urgent pointer", Format.DECIMAL),
  TCP_OPTIONS("tcp.options", "Options", Format.OCTETS),
  TCP_OPTION_KIND("tcp.option_kind", "Option", Format.DECIMAL),
  TCP_OPTION_LEN("tcp.option_len", "Option length", Format.DECIMAL),
  TCP_MSS("tcp.options.mss_val", "Maximum segment size", Format.DECIMAL),
  TCP_WSCALE("tcp.options.wscale.shift", "Window scale, shift", Format.DECIMAL),
  TCP_SACK_LE("tcp.options.sack_le", "SACK left edge", Format.DECIMAL),
  TCP_SACK_RE("tcp.options.sack_re", "SACK right edge", Format.DECIMAL),
  TCP_TSVAL("tcp.options.timestamp.tsval", "Timestamp", Format.DECIMAL),
  TCP_TSECR("tcp.options.timestamp.tsecr", "Timestamp echo", Format.DECIMAL),
  TCP_USER_TIMEOUT("tcp.options.user_to_val", "User timeout", Format.DECIMAL),
  TCP_TFO_COOKIE("tcp.options.tfo.cookie", "Fast open cookie", Format.OCTETS),
  TCP_PAYLOAD("tcp.payload", "Payload", Format.OCTETS),
  DNS_LENGTH("dns.length", "Length", Format.DECIMAL),
  DNS_ID("dns.id", "Transaction", Format.HEX_4),
  DNS_FLAGS("dns.flags", "Flags", Format.HEX_4),
  DNS_QUERIES("dns.count.queries", "Questions", Format.DECIMAL),
  DNS_ANSWERS("dns.count.answers", "Answers", Format.DECIMAL),
  DNS_AUTHORITIES("dns.count.auth_rr", "Authorities", Format.DECIMAL),
  DNS_ADDITIONALS("dns.count.add_rr", "Additionals", Format.DECIMAL),
  DNS_QRY_NAME("dns.qry.name", "Name", Format.TEXT),
  DNS_QRY_TYPE("dns.qry.type", "Type", Format.DECIMAL),
  DNS_QRY_CLASS("dns.qry.class", "Class", Format.HEX_4),
  DNS_RESP_NAME("dns.resp.name", "Name", Format.TEXT),
  DNS_RESP_TYPE("dns.resp.type", "Type", Format.DECIMAL),
  DNS_RESP_CLASS("dns.resp.class", "Class", Format.HEX_4),
  DNS_RESP_TTL("dns.resp.ttl", "Time to live, in seconds", Format.DECIMAL),
  DNS_RESP_LEN("dns.resp.len", "Data length", Format.DECIMAL),
  DNS_A("dns.a", "Address", Format.ADDRESS),
  DNS_AAAA("dns.aaaa", "Address", Format.ADDRESS),
  DNS_NS("dns.ns", "Name server", Format.TEXT),
  DNS_CNAME("dns.cname", "Canonical name", Format.TEXT),
  DNS_PTR("dns.ptr.domain_name", "Domain name", Format.TEXT),
  DNS_MX_PREFERENCE("dns.mx.preference", "Preference", Format.DECIMAL),
  DNS_MX("dns.mx.mail_exchange", "Mail exchange", Format.TEXT),
  DNS_TXT("dns.txt", "Text", Format.TEXT),
  DNS_SOA_MNAME("dns.soa.mname", "Primary name server", Format.TEXT),
  DNS_SOA_RNAME("dns.soa.rname", "Mailbox", Format.TEXT),
  DNS_SRV_PRIORITY("dns.srv.priority", "Priority", Format.DECIMAL),
  DNS_SRV_WEIGHT("dns.srv.weight", "Weight", Format.DECIMAL),
  DNS_SRV_PORT("dns.srv.port", "Port", Format.DECIMAL),
  DNS_SRV_TARGET("dns.srv.target", "Target", Format.TEXT),
  DNS_RR_UDP_SIZE("dns.rr.udp_payload_size", "UDP payload size", Format.DECIMAL),
  DNS_DATA("dns.data", "Data", Format.OCTETS),
  DHCP_TYPE("dhcp.type", "Message type", Format.DECIMAL),
  DHCP_HW_TYPE("dhcp.hw.type", "Hardware type", Format.HEX_2),
  DHCP_HW_LEN("dhcp.hw.len", "Hardware address length", Format.DECIMAL),
  DHCP_HOPS("dhcp.hops", "Hops", Format.DECIMAL),
  DHCP_ID("dhcp.id", "Transaction", Format.HEX_8),
  DHCP_SECS("dhcp.secs", "Seconds elapsed", Format.DECIMAL),
  DHCP_FLAGS("dhcp.flags", "Flags", Format.HEX_4),
  DHCP_CLIENT("dhcp.ip.client", "Client address", Format.ADDRESS),
  DHCP_YOUR("dhcp.ip.your", "Your address", Format.ADDRESS),
  DHCP_SERVER("dhcp.ip.server", "Next server", Format.ADDRESS),
  DHCP_RELAY("dhcp.ip.relay", "Relay agent", Format.ADDRESS),
  DHCP_MAC("dhcp.hw.mac_addr", "Client MAC", Format.MAC),
  DHCP_CHADDR("dhcp.hw.addr", "Client hardware address", Format.OCTETS),
  DHCP_SNAME("dhcp.server", "Server name", Format.TEXT),
  DHCP_FILE("dhcp.file", "Boot file", Format.TEXT),
  DHCP_COOKIE("dhcp.cookie", "Magic cookie", Format.ADDRESS),
  DHCP_OPTION_TYPE("dhcp.option.type", "Option", Format.DECIMAL),
  DHCP_OPTION_LENGTH("dhcp.option.length", "Option length", Format.DECIMAL),
  DHCP_OPTION_VALUE("dhcp.option.value", "Option value", Format.OCTETS),
  DHCP_MESSAGE_TYPE("dhcp.option.dhcp", "Message", Format.DECIMAL),
  DHCP_SUBNET_MASK("dhcp.option.subnet_mask", "Subnet mask", Format.ADDRESS),
  DHCP_ROUTER("dhcp.option.router", "Router", Format.ADDRESS),
  DHCP_DNS("dhcp.option.domain_name_server", "Name server", Format.ADDRESS),
  DHCP_HOSTNAME("dhcp.option.hostname", "Host name", Format.TEXT),
  DHCP_DOMAIN("dhcp.option.domain_name", "Domain name", Format.TEXT),
  DHCP_REQUESTED("dhcp.option.requested_ip_address", "Requested address", Format.ADDRESS),
  DHCP_LEASE("dhcp.option.ip_address_lease_time", "Lease time, in seconds", Format.DECIMAL),
  DHCP_SERVER_ID("dhcp.option.dhcp_server_id", "Server identifier", Format.ADDRESS),
  DHCP_RENEWAL("dhcp.option.renewal_time_value", "Renewal time, in seconds", Format.DECIMAL),
  DHCP_REBINDING("dhcp.option.rebinding_time_value", "Rebinding time, in seconds", Format.DECIMAL),
  DHCP_REQUEST_ITEM("dhcp.option.request_list_item", "Requested option", Format.DECIMAL),
  DHCP_MESSAGE("dhcp.option.message", "Message", Format.TEXT),
  VXLAN_FLAGS("vxlan.flags", "Flags", Format.HEX_4),
  VXLAN_VNI("vxlan.vni", "VNI", Format.DECIMAL),
  NTP_FLAGS("ntp.flags", "Flags", Format.HEX_2),
  NTP_STRATUM("ntp.stratum", "Stratum", Format.DECIMAL),
  NTP_POLL("ntp.ppoll", "Poll exponent", Format.DECIMAL),
  NTP_PRECISION("ntp.precision", "Precision exponent", Format.DECIMAL),
  NTP_REFID("ntp.refid", "Reference", Format.OCTETS),
  TLS_CONTENT_TYPE("tls.record.content_type", "Content type", Format.DECIMAL),
  TLS_VERSION("tls.record.version", "Version", Format.HEX_4),
  TLS_LENGTH("tls.record.length", "Length", Format.DECIMAL),
  TLS_HANDSHAKE("tls.handshake.type", "Handshake", Format.DECIMAL),
  TLS_SNI("tls.handshake.extensions_server_name", "Server name", Format.TEXT),
  TLS_ALPN("tls.handshake.extensions_alpn_str", "Application protocol", Format.TEXT),
  HTTP_METHOD("http.request.method", "Method", Format.TEXT),
  HTTP_URI("http.request.uri", "Target", Format.TEXT),
  HTTP_REQUEST_VERSION("http.request.version", "Version", Format.TEXT),
  HTTP_HOST("http.host", "Host", Format.TEXT),
  HTTP_STATUS("http.response.code", "Status", Format.DECIMAL),
  HTTP_PHRASE("http.response.phrase", "Reason", Format.TEXT),
  HTTP_RESPONSE_VERSION("http.response.version", "Version", Format.TEXT),
  HTTP_CONTENT_TYPE("http.content_type", "Content type", Format.TEXT),
  HTTP_CONTENT_LENGTH("http.content_length_header", "Content length", Format.TEXT);

  static final int FIRST = InternetField.FIRST + InternetField.values().length;

  private final String label;
  private final String title;
  private final Format format;

  TransportField(String label, String title, Format format) {
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
