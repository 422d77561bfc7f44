package dev.etherloom.logic.dhcp;

import static dev.etherloom.logic.dhcp.OptionContent.address;
import static dev.etherloom.logic.dhcp.OptionContent.addresses;
import static dev.etherloom.logic.dhcp.OptionContent.atLeast;
import static dev.etherloom.logic.dhcp.OptionContent.fixed;
import static dev.etherloom.logic.dhcp.OptionContent.joined;
import static dev.etherloom.logic.dhcp.OptionContent.number;
import static dev.etherloom.logic.dhcp.OptionContent.octets;
import static dev.etherloom.logic.dhcp.OptionContent.overload;
import static dev.etherloom.logic.dhcp.OptionContent.seconds;
import static dev.etherloom.logic.dhcp.OptionContent.u16;
import static dev.etherloom.logic.dhcp.OptionContent.u32;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * An option of a DHCP message, by what it says (RFC 2132; the section stands with each). Texts stay
 * octets as they came, {@link #text} reads them. Emitted, content of more than 255 octets becomes
 * several options (RFC 3396).
 */
public sealed interface DhcpOption extends Emit {
  int PAD = 0;
  int SUBNET_MASK = 1;
  int ROUTER = 3;
  int DNS_SERVERS = 6;
  int HOST_NAME = 12;
  int DOMAIN_NAME = 15;
  int INTERFACE_MTU = 26;
  int BROADCAST_ADDRESS = 28;
  int NTP_SERVERS = 42;
  int REQUESTED_ADDRESS = 50;
  int LEASE_TIME = 51;
  int OVERLOAD = 52;
  int MESSAGE_TYPE = 53;
  int SERVER_ID = 54;
  int PARAMETER_REQUEST_LIST = 55;
  int MESSAGE = 56;
  int MAX_MESSAGE_SIZE = 57;
  int RENEWAL_TIME = 58;
  int REBINDING_TIME = 59;
  int VENDOR_CLASS = 60;
  int CLIENT_ID = 61;
  int RELAY_INFORMATION = 82;
  int DOMAIN_SEARCH = 119;
  int CLASSLESS_ROUTES = 121;
  int END = 255;

  /** A lease or a timer that never ends, in seconds (RFC 2131 §3.3). */
  long INFINITY = 0xffff_ffffL;

  /** {@code count} zeros that fill a gap (§3.1). */
  record Pad(int count) implements DhcpOption {}

  /** Nothing follows (§3.2). */
  record End() implements DhcpOption {}

  /** §3.3. */
  record SubnetMask(Ipv4Address mask) implements DhcpOption {}

  /** The routers on the client's network, the preferred first (§3.5). */
  record Router(Vector<Ipv4Address> addresses) implements DhcpOption {}

  /** §3.8, the preferred first. */
  record DnsServers(Vector<Ipv4Address> addresses) implements DhcpOption {}

  /** §3.14. */
  record HostName(Slice name) implements DhcpOption {}

  /** §3.17. */
  record DomainName(Slice name) implements DhcpOption {}

  /** §5.1: 68…65535 octets. */
  record InterfaceMtu(int octets) implements DhcpOption {}

  /** §5.3. */
  record BroadcastAddress(Ipv4Address address) implements DhcpOption {}

  /** §8.3, the preferred first. */
  record NtpServers(Vector<Ipv4Address> addresses) implements DhcpOption {}

  /** What the client would like to have (§9.1). */
  record RequestedAddress(Ipv4Address address) implements DhcpOption {}

  /** §9.2. */
  record LeaseTime(long seconds) implements DhcpOption {}

  /**
   * Other fields carry options too (§9.3).
   *
   * @param fields {@link #FILE}, {@link #SNAME} or both
   */
  record Overload(int fields) implements DhcpOption {
    public static final int FILE = 1;
    public static final int SNAME = 2;
  }

  /** §9.6; others than the eight of RFC 2131 are kept, 0…255. */
  record MessageType(int number) implements DhcpOption {
    public static final int DISCOVER = 1;
    public static final int OFFER = 2;
    public static final int REQUEST = 3;
    public static final int DECLINE = 4;
    public static final int ACK = 5;
    public static final int NAK = 6;
    public static final int RELEASE = 7;
    public static final int INFORM = 8;
  }

  /** Which server, by its address (§9.7). */
  record ServerId(Ipv4Address address) implements DhcpOption {}

  /** The codes that the client asks for, an octet each, the most wanted first (§9.8). */
  record ParameterRequestList(Slice codes) implements DhcpOption {}

  /** Why, in words (§9.9). */
  record Message(Slice reason) implements DhcpOption {}

  /** The longest message that the sender takes (§9.10): 576…65535 octets. */
  record MaxMessageSize(int octets) implements DhcpOption {}

  /** T1 (§9.11). */
  record RenewalTime(long seconds) implements DhcpOption {}

  /** T2 (§9.12). */
  record RebindingTime(long seconds) implements DhcpOption {}

  /** §9.13. */
  record VendorClass(Slice identifier) implements DhcpOption {}

  /** §9.14: {@code type} is that of a hardware address, 0 for none, 255 for RFC 4361's. */
  record ClientId(int type, Slice identifier) implements DhcpOption {}

  /** RFC 3046; suboptions in their order. */
  record RelayInformation(Vector<RelaySuboption> suboptions) implements DhcpOption {}

  /** RFC 3397, the compressed names as they came. */
  record DomainSearch(Slice names) implements DhcpOption {}

  /** RFC 3442; a client that knows it ignores {@link Router}. */
  record ClasslessRoutes(Vector<ClasslessRoute> routes) implements DhcpOption {}

  /** Any other, kept as it is; and one of those above that does not fit its own rules. */
  record Unknown(int code, Slice content) implements DhcpOption {}

  /** What an option says; pieces of one code are joined before ({@link DhcpOptions}). */
  static Either<DecodeError, DhcpOption> decode(RawOption raw) {
    return switch (raw.code()) {
      case PAD -> Either.right(new Pad(raw.content().length()));
      case END -> Either.right(new End());
      case SUBNET_MASK -> address(raw, SubnetMask::new);
      case ROUTER -> addresses(raw, Router::new);
      case DNS_SERVERS -> addresses(raw, DnsServers::new);
      case HOST_NAME -> atLeast(raw, 1, HostName::new);
      case DOMAIN_NAME -> atLeast(raw, 1, DomainName::new);
      case INTERFACE_MTU -> number(raw, 68, InterfaceMtu::new);
      case BROADCAST_ADDRESS -> address(raw, BroadcastAddress::new);
      case NTP_SERVERS -> addresses(raw, NtpServers::new);
      case REQUESTED_ADDRESS -> address(raw, RequestedAddress::new);
      case LEASE_TIME -> seconds(raw, LeaseTime::new);
      case OVERLOAD -> overload(raw);
      case MESSAGE_TYPE -> fixed(raw, 1, content -> new MessageType(content.u8(0)));
      case SERVER_ID -> address(raw, ServerId::new);
      case PARAMETER_REQUEST_LIST -> atLeast(raw, 1, ParameterRequestList::new);
      case MESSAGE -> atLeast(raw, 1, Message::new);
      case MAX_MESSAGE_SIZE -> number(raw, 576, MaxMessageSize::new);
      case RENEWAL_TIME -> seconds(raw, RenewalTime::new);
      case REBINDING_TIME -> seconds(raw, RebindingTime::new);
      case VENDOR_CLASS -> atLeast(raw, 1, VendorClass::new);
      case CLIENT_ID -> atLeast(raw, 2, id -> new ClientId(id.u8(0), id.from(1)));
      case RELAY_INFORMATION -> RelaySuboption.decode(raw).map(RelayInformation::new);
      case DOMAIN_SEARCH -> atLeast(raw, 1, DomainSearch::new);
      case CLASSLESS_ROUTES -> ClasslessRoute.decode(raw).map(ClasslessRoutes::new);
      default -> Either.right(new Unknown(raw.code(), raw.content()));
    };
  }

  /** 0…255. */
  default int code() {
    return switch (this) {
      case Pad _ -> PAD;
      case End _ -> END;
      case SubnetMask _ -> SUBNET_MASK;
      case Router _ -> ROUTER;
      case DnsServers _ -> DNS_SERVERS;
      case HostName _ -> HOST_NAME;
      case DomainName _ -> DOMAIN_NAME;
      case InterfaceMtu _ -> INTERFACE_MTU;
      case BroadcastAddress _ -> BROADCAST_ADDRESS;
      case NtpServers _ -> NTP_SERVERS;
      case RequestedAddress _ -> REQUESTED_ADDRESS;
      case LeaseTime _ -> LEASE_TIME;
      case Overload _ -> OVERLOAD;
      case MessageType _ -> MESSAGE_TYPE;
      case ServerId _ -> SERVER_ID;
      case ParameterRequestList _ -> PARAMETER_REQUEST_LIST;
      case Message _ -> MESSAGE;
      case MaxMessageSize _ -> MAX_MESSAGE_SIZE;
      case RenewalTime _ -> RENEWAL_TIME;
      case RebindingTime _ -> REBINDING_TIME;
      case VendorClass _ -> VENDOR_CLASS;
      case ClientId _ -> CLIENT_ID;
      case RelayInformation _ -> RELAY_INFORMATION;
      case DomainSearch _ -> DOMAIN_SEARCH;
      case ClasslessRoutes _ -> CLASSLESS_ROUTES;
      case Unknown(int code, _) -> code;
    };
  }

  /** What stands behind code and length, however long. */
  default Slice content() {
    return switch (this) {
      case Pad(var count) -> Slice.owning(new byte[count]);
      case End() -> Slice.EMPTY;
      case SubnetMask(var mask) -> u32(mask.bits());
      case Router(var addresses) -> octets(addresses);
      case DnsServers(var addresses) -> octets(addresses);
      case HostName(var name) -> name;
      case DomainName(var name) -> name;
      case InterfaceMtu(int octets) -> u16(octets);
      case BroadcastAddress(var address) -> u32(address.bits());
      case NtpServers(var addresses) -> octets(addresses);
      case RequestedAddress(var address) -> u32(address.bits());
      case LeaseTime(long seconds) -> u32(seconds);
      case Overload(int fields) -> Slice.of(fields);
      case MessageType(int number) -> Slice.of(number);
      case ServerId(var address) -> u32(address.bits());
      case ParameterRequestList(var codes) -> codes;
      case Message(var reason) -> reason;
      case MaxMessageSize(int octets) -> u16(octets);
      case RenewalTime(long seconds) -> u32(seconds);
      case RebindingTime(long seconds) -> u32(seconds);
      case VendorClass(var identifier) -> identifier;
      case ClientId(int type, var id) ->
          Writer.allocate(1 + id.length()).u8(type).put(id).written();
      case RelayInformation(var suboptions) -> joined(suboptions);
      case DomainSearch(var names) -> names;
      case ClasslessRoutes(var routes) -> joined(routes);
      case Unknown(_, var content) -> content;
    };
  }

  /** As it goes into a field: one, or as many as its content takes. */
  default Vector<RawOption> pieces() {
    return this instanceof Pad || this instanceof End
        ? Vector.of(new RawOption(code(), 0, content()))
        : RawOption.split(code(), content());
  }

  @Override
  default int length() {
    return pieces().foldLeft(0, (sum, piece) -> sum + piece.length());
  }

  @Override
  default void emit(Writer out) {
    pieces().forEach(out::put);
  }

  /** A text without the zeros that some senders end it with (§2). */
  static String text(Slice octets) {
    @Var int end = octets.length();
    while (end > 0 && octets.u8(end - 1) == 0) {
      end--;
    }
    return octets.first(end).text();
  }
}
