package dev.etherloom.logic.decode;

/** Fields of the frame itself, of the layers of links, and of what nobody interprets. */
public enum LinkField implements Field {
  FRAME_NUMBER("frame.number", "Number", Format.DECIMAL),
  FRAME_LEN("frame.len", "Length on the wire", Format.DECIMAL),
  FRAME_CAP_LEN("frame.cap_len", "Length captured", Format.DECIMAL),
  FRAME_ENCAP_TYPE("frame.encap_type", "Encapsulation", Format.DECIMAL),
  FRAME_TIME_EPOCH("frame.time_epoch", "Time since 1970", Format.TEXT),
  FRAME_PROTOCOLS("frame.protocols", "Protocols", Format.TEXT),
  FRAME_COMMENT("frame.comment", "Comment", Format.TEXT),
  WS_MALFORMED("_ws.malformed", "Malformed", Format.TEXT),
  WS_SHORT("_ws.short", "Cut", Format.TEXT),
  ETH_DST("eth.dst", "Destination", Format.MAC),
  ETH_SRC("eth.src", "Source", Format.MAC),
  ETH_TYPE("eth.type", "Type", Format.HEX_4),
  ETH_LEN("eth.len", "Length", Format.DECIMAL),
  ETH_PADDING("eth.padding", "Padding", Format.OCTETS),
  ETH_TRAILER("eth.trailer", "Trailer", Format.OCTETS),
  ETH_FCS("eth.fcs", "Frame check sequence", Format.HEX_8),
  VLAN_PRIORITY("vlan.priority", "Priority", Format.DECIMAL),
  VLAN_DEI("vlan.dei", "Drop eligible", Format.DECIMAL),
  VLAN_ID("vlan.id", "VLAN", Format.DECIMAL),
  VLAN_ETYPE("vlan.etype", "Type", Format.HEX_4),
  VLAN_LEN("vlan.len", "Length", Format.DECIMAL),
  VLAN_TRAILER("vlan.trailer", "Trailer", Format.OCTETS),
  QINQ_PRIORITY("ieee8021ad.priority", "Priority", Format.DECIMAL),
  QINQ_DEI("ieee8021ad.dei", "Drop eligible", Format.DECIMAL),
  QINQ_ID("ieee8021ad.id", "Service VLAN", Format.DECIMAL),
  PBB_SERVICE("ieee8021ah.isid", "Service", Format.DECIMAL),
  PBB_DST("ieee8021ah.cdst", "Customer destination", Format.MAC),
  PBB_SRC("ieee8021ah.csrc", "Customer source", Format.MAC),
  PBB_TYPE("ieee8021ah.etype", "Type", Format.HEX_4),
  LLC_DSAP("llc.dsap", "DSAP", Format.HEX_2),
  LLC_SSAP("llc.ssap", "SSAP", Format.HEX_2),
  LLC_CONTROL("llc.control", "Control", Format.HEX_4),
  LLC_OUI("llc.oui", "Organization", Format.DECIMAL),
  LLC_TYPE("llc.type", "Type", Format.HEX_4),
  LLC_PID("llc.pid", "Protocol", Format.HEX_4),
  SLL_TYPE("sll.pkttype", "Packet type", Format.DECIMAL),
  SLL_HATYPE("sll.hatype", "Hardware type", Format.DECIMAL),
  SLL_SRC("sll.src.eth", "Source", Format.MAC),
  SLL_ETYPE("sll.etype", "Protocol", Format.HEX_4),
  NULL_FAMILY("null.family", "Family", Format.DECIMAL),
  ARP_HW_TYPE("arp.hw.type", "Hardware type", Format.DECIMAL),
  ARP_PROTO_TYPE("arp.proto.type", "Protocol type", Format.HEX_4),
  ARP_HW_SIZE("arp.hw.size", "Hardware address length", Format.DECIMAL),
  ARP_PROTO_SIZE("arp.proto.size", "Protocol address length", Format.DECIMAL),
  ARP_OPCODE("arp.opcode", "Operation", Format.DECIMAL),
  ARP_SRC_HW("arp.src.hw", "Sender hardware address", Format.OCTETS),
  ARP_SRC_MAC("arp.src.hw_mac", "Sender MAC", Format.MAC),
  ARP_SRC_PROTO("arp.src.proto", "Sender protocol address", Format.OCTETS),
  ARP_SRC_IPV4("arp.src.proto_ipv4", "Sender address", Format.ADDRESS),
  ARP_DST_HW("arp.dst.hw", "Target hardware address", Format.OCTETS),
  ARP_DST_MAC("arp.dst.hw_mac", "Target MAC", Format.MAC),
  ARP_DST_PROTO("arp.dst.proto", "Target protocol address", Format.OCTETS),
  ARP_DST_IPV4("arp.dst.proto_ipv4", "Target address", Format.ADDRESS),
  LLDP_TLV_TYPE("lldp.tlv.type", "TLV type", Format.DECIMAL),
  LLDP_TLV_LEN("lldp.tlv.len", "TLV length", Format.DECIMAL),
  LLDP_CHASSIS_MAC("lldp.chassis.id.mac", "Chassis MAC", Format.MAC),
  LLDP_CHASSIS("lldp.chassis.id", "Chassis", Format.OCTETS),
  LLDP_PORT("lldp.port.id", "Port", Format.TEXT),
  LLDP_TTL("lldp.time_to_live", "Time to live, in seconds", Format.DECIMAL),
  LLDP_SYSTEM_NAME("lldp.tlv.system.name", "System name", Format.TEXT),
  LLDP_SYSTEM_DESC("lldp.tlv.system.desc", "System description", Format.TEXT),
  LLDP_PORT_DESC("lldp.port.desc", "Port description", Format.TEXT),
  STP_PROTOCOL("stp.protocol", "Protocol identifier", Format.HEX_4),
  STP_VERSION("stp.version", "Version", Format.DECIMAL),
  STP_TYPE("stp.type", "BPDU type", Format.HEX_2),
  STP_FLAGS("stp.flags", "Flags", Format.HEX_2),
  STP_ROOT_PRIORITY("stp.root.prio", "Root priority", Format.DECIMAL),
  STP_ROOT("stp.root.hw", "Root", Format.MAC),
  STP_COST("stp.root.cost", "Root path cost", Format.DECIMAL),
  STP_BRIDGE("stp.bridge.hw", "Bridge", Format.MAC),
  STP_PORT("stp.port", "Port", Format.HEX_4),
  DATA_DATA("data.data", "Data", Format.OCTETS),
  DATA_LEN("data.len", "Length", Format.DECIMAL);

  /** How many fields there are up to here. */
  static final int END = values().length;

  private final Entry entry;

  LinkField(String label, String title, Format format) {
    entry = new Entry(ordinal(), label, title, format);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
