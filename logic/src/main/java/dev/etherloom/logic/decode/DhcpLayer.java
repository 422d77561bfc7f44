package dev.etherloom.logic.decode;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.dhcp.DhcpHeader;
import dev.etherloom.logic.dhcp.DhcpMessage;
import dev.etherloom.logic.dhcp.DhcpOption;
import dev.etherloom.logic.dhcp.OptionList;
import dev.etherloom.logic.dhcp.RawOption;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.control.Option;

/**
 * A message of DHCP or BOOTP (RFC 2131, 2132).
 *
 * @param cut whether the capture ends within it
 */
record DhcpLayer(Slice octets, boolean cut) implements Layer {
  private static final int MESSAGE_TYPE = 53;
  private static final int OVERLOAD = 52;

  static void walk(Region region, Walk walk) {
    walk.add(new DhcpLayer(region.octets(), region.isCut()));
  }

  @Override
  public Protocol protocol() {
    return Protocol.DHCP;
  }

  @Override
  public void fields(Fields out) {
    out.u8(TransportField.DHCP_TYPE, octets, 0);
    out.u8(TransportField.DHCP_HW_TYPE, octets, 1);
    out.u8(TransportField.DHCP_HW_LEN, octets, 2);
    out.u8(TransportField.DHCP_HOPS, octets, 3);
    out.u32(TransportField.DHCP_ID, octets, 4);
    seconds(out);
    out.u16(TransportField.DHCP_FLAGS, octets, 10);
    out.ipv4(TransportField.DHCP_CLIENT, octets, 12);
    out.ipv4(TransportField.DHCP_YOUR, octets, 16);
    out.ipv4(TransportField.DHCP_SERVER, octets, 20);
    out.ipv4(TransportField.DHCP_RELAY, octets, 24);
    if (octets.length() >= 3) {
      hardware(out, octets.u8(1), octets.u8(2));
    }
    var message = DhcpMessage.decode(octets);
    if (message.isRight()) {
      text(out, TransportField.DHCP_SNAME, message.get().serverName());
      text(out, TransportField.DHCP_FILE, message.get().bootFile());
      options(out, message.get());
    }
    if (message.isLeft() || message.get().options().fault().isDefined()) {
      new BrokenLayer(Protocol.DHCP, octets, cut).fields(out);
    }
  }

  /** Some clients write them in little-endian; low octets of zero give them away. */
  private void seconds(Fields out) {
    if (octets.length() >= 10) {
      int seconds = octets.u16(8);
      boolean reversed = seconds > 0xff && (seconds & 0xff) == 0;
      out.number(
          TransportField.DHCP_SECS, octets.offset() + 8, 2, reversed ? seconds >>> 8 : seconds);
    }
  }

  private void hardware(Fields out, int type, int length) {
    if (type == DhcpHeader.Hardware.ETHERNET && length == MacAddress.LENGTH) {
      out.mac(TransportField.DHCP_MAC, octets, 28);
    } else {
      out.octets(
          TransportField.DHCP_CHADDR, octets, 28, Math.min(length, DhcpHeader.Hardware.SIZE));
    }
  }

  private void options(Fields out, DhcpMessage message) {
    if (message.isBare()) {
      return;
    }
    out.ipv4(TransportField.DHCP_COOKIE, octets, DhcpMessage.FIXED);
    list(out, message.options(), message);
  }

  /** The fields that an overload opens are told where it stands. */
  private static void list(Fields out, OptionList list, DhcpMessage message) {
    for (var raw : list.options()) {
      // Wireshark tells the end (255) as option 0.
      int code = raw.code() == DhcpOption.END ? DhcpOption.PAD : raw.code();
      out.number(TransportField.DHCP_OPTION_TYPE, raw.offset(), 1, code);
      if (raw.code() != DhcpOption.PAD && raw.code() != DhcpOption.END) {
        out.number(TransportField.DHCP_OPTION_LENGTH, raw.offset() + 1, 1, raw.content().length());
        option(out, raw);
        if (raw.code() == OVERLOAD && list.equals(message.options())) {
          message.snameOptions().forEach(more -> list(out, more, message));
          message.fileOptions().forEach(more -> list(out, more, message));
        }
      }
    }
  }

  private static void option(Fields out, RawOption raw) {
    int at = raw.content().offset();
    switch (raw.typed().getOrElse(() -> new DhcpOption.Unknown(raw.code(), raw.content()))) {
      case DhcpOption.MessageType(var number) ->
          out.number(TransportField.DHCP_MESSAGE_TYPE, at, 1, number);
      case DhcpOption.SubnetMask(var mask) ->
          out.address(TransportField.DHCP_SUBNET_MASK, at, mask);
      case DhcpOption.Router _ -> addresses(out, TransportField.DHCP_ROUTER, raw.content());
      case DhcpOption.DnsServers _ -> addresses(out, TransportField.DHCP_DNS, raw.content());
      case DhcpOption.HostName(var name) -> text(out, TransportField.DHCP_HOSTNAME, name);
      case DhcpOption.DomainName(var name) -> text(out, TransportField.DHCP_DOMAIN, name);
      case DhcpOption.RequestedAddress(var address) ->
          out.address(TransportField.DHCP_REQUESTED, at, address);
      case DhcpOption.LeaseTime(var seconds) ->
          out.number(TransportField.DHCP_LEASE, at, 4, seconds);
      case DhcpOption.ServerId(var address) ->
          out.address(TransportField.DHCP_SERVER_ID, at, address);
      case DhcpOption.RenewalTime(var seconds) ->
          out.number(TransportField.DHCP_RENEWAL, at, 4, seconds);
      case DhcpOption.RebindingTime(var seconds) ->
          out.number(TransportField.DHCP_REBINDING, at, 4, seconds);
      case DhcpOption.ClientId(var type, var identifier)
          when type == DhcpHeader.Hardware.ETHERNET && identifier.length() == MacAddress.LENGTH -> {
        out.number(TransportField.DHCP_HW_TYPE, at, 1, type);
        out.mac(TransportField.DHCP_MAC, identifier, 0);
      }
      case DhcpOption.Message(var reason) -> text(out, TransportField.DHCP_MESSAGE, reason);
      case DhcpOption.ParameterRequestList(var codes) -> {
        for (int i = 0; i < codes.length(); i++) {
          out.u8(TransportField.DHCP_REQUEST_ITEM, codes, i);
        }
      }
      default ->
          out.octets(TransportField.DHCP_OPTION_VALUE, raw.content(), 0, raw.content().length());
    }
  }

  private static void addresses(Fields out, Field field, Slice octets) {
    for (int at = 0; at + Ipv4Address.LENGTH <= octets.length(); at += Ipv4Address.LENGTH) {
      out.ipv4(field, octets, at);
    }
  }

  private static void text(Fields out, Field field, Slice octets) {
    if (!octets.isEmpty()) {
      out.text(field, octets.offset(), octets.length(), DhcpOption.text(octets));
    }
  }

  @Override
  public String summary() {
    var message = DhcpMessage.decode(octets);
    if (message.isLeft()) {
      return "DHCP [cut]";
    }
    var header = message.get().header();
    Option<RawOption> type =
        message.get().options().options().find(raw -> raw.code() == MESSAGE_TYPE);
    var kind =
        type.flatMap(raw -> raw.typed().toOption())
            .map(DhcpLayer::kind)
            .getOrElse(header.op() == DhcpHeader.REQUEST ? "BOOTP request" : "BOOTP reply");
    return "%s, id 0x%08x, your address %s"
        .formatted(kind, header.xid(), header.addresses().yiaddr());
  }

  private static String kind(DhcpOption option) {
    return option instanceof DhcpOption.MessageType(var number)
        ? switch (number) {
          case DhcpOption.MessageType.DISCOVER -> "DHCP discover";
          case DhcpOption.MessageType.OFFER -> "DHCP offer";
          case DhcpOption.MessageType.REQUEST -> "DHCP request";
          case DhcpOption.MessageType.DECLINE -> "DHCP decline";
          case DhcpOption.MessageType.ACK -> "DHCP ack";
          case DhcpOption.MessageType.NAK -> "DHCP nak";
          case DhcpOption.MessageType.RELEASE -> "DHCP release";
          case DhcpOption.MessageType.INFORM -> "DHCP inform";
          default -> "DHCP message " + number;
        }
        : "DHCP";
  }
}
