package dev.etherloom.logic.decode;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv4Address;

/** ARP with addresses of any length (RFC 826). */
record ArpLayer(Slice octets) implements Layer {
  private static final int HEADER = 8;
  private static final int ETHERNET = 1;
  private static final int IEEE_802 = 6;

  static int walk(Region region, Walk walk) {
    int length = region.has(HEADER) ? length(region.octets()) : HEADER;
    walk.add(new ArpLayer(region.first(length).octets()));
    return region.has(Math.min(length, region.reported())) && length <= region.reported()
        ? length
        : walk.broken(region, Protocol.ARP);
  }

  private static int length(Slice octets) {
    return HEADER + 2 * (octets.u8(4) + octets.u8(5));
  }

  @Override
  public Protocol protocol() {
    return Protocol.ARP;
  }

  @Override
  public void fields(Fields out) {
    out.u16(LinkField.ARP_HW_TYPE, octets, 0);
    out.u16(LinkField.ARP_PROTO_TYPE, octets, 2);
    out.u8(LinkField.ARP_HW_SIZE, octets, 4);
    out.u8(LinkField.ARP_PROTO_SIZE, octets, 5);
    out.u16(LinkField.ARP_OPCODE, octets, 6);
    if (octets.length() < HEADER) {
      return;
    }
    int hardware = octets.u8(4);
    int protocol = octets.u8(5);
    hardware(out, LinkField.ARP_SRC_MAC, LinkField.ARP_SRC_HW, HEADER);
    protocol(out, LinkField.ARP_SRC_IPV4, LinkField.ARP_SRC_PROTO, HEADER + hardware);
    hardware(out, LinkField.ARP_DST_MAC, LinkField.ARP_DST_HW, HEADER + hardware + protocol);
    protocol(
        out, LinkField.ARP_DST_IPV4, LinkField.ARP_DST_PROTO, HEADER + 2 * hardware + protocol);
  }

  private void hardware(Fields out, Field mac, Field other, int at) {
    if (isEthernet()) {
      out.mac(mac, octets, at);
    } else {
      out.octets(other, octets, at, octets.u8(4));
    }
  }

  private void protocol(Fields out, Field ipv4, Field other, int at) {
    if (isIpv4()) {
      out.ipv4(ipv4, octets, at);
    } else {
      out.octets(other, octets, at, octets.u8(5));
    }
  }

  private boolean isEthernet() {
    int type = octets.u16(0);
    return (type == ETHERNET || type == IEEE_802) && octets.u8(4) == MacAddress.LENGTH;
  }

  private boolean isIpv4() {
    return octets.u16(2) == EtherTypes.IPV4 && octets.u8(5) == Ipv4Address.LENGTH;
  }

  @Override
  public String summary() {
    if (octets.length() < HEADER + 20 || !isIpv4() || !isEthernet()) {
      return "ARP";
    }
    var sender = Ipv4Address.at(octets, 14);
    var target = Ipv4Address.at(octets, 24);
    return switch (octets.u16(6)) {
      case 1 ->
          sender.equals(target)
              ? "ARP announcement of " + sender
              : "ARP who has %s, tell %s".formatted(target, sender);
      case 2 -> "ARP %s is at %s".formatted(sender, MacAddress.at(octets, 8));
      case 3 -> "RARP who is " + MacAddress.at(octets, 18);
      case 4 -> "RARP %s is %s".formatted(MacAddress.at(octets, 18), target);
      default -> "ARP operation " + octets.u16(6);
    };
  }
}
