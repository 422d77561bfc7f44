package dev.etherloom.logic.dhcp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What every DHCP and BOOTP message starts with (RFC 2131 §2), up to the server's name.
 *
 * @param op {@link #REQUEST} from a client, {@link #REPLY} from a server; others are kept, 0…255
 * @param hops relay agents on the way, 0…255
 * @param xid the transaction's number, chosen by the client
 * @param secs seconds since the client began, 0…65535
 * @param flags {@link #BROADCAST} and fifteen reserved bits, kept as they came
 */
public record DhcpHeader(
    int op, Hardware hardware, int hops, int xid, int secs, int flags, Addresses addresses)
    implements Emit {
  public static final int LENGTH = 44;
  public static final int REQUEST = 1;
  public static final int REPLY = 2;

  /** The client cannot take unicast before it has an address (RFC 2131 §4.1). */
  public static final int BROADCAST = 0x8000;

  /**
   * The client's hardware address.
   *
   * @param type as in ARP (1: Ethernet), 0…255
   * @param length significant octets of chaddr as claimed, 0…255, of which 16 are there
   * @param chaddr 16 octets, the padding included
   */
  public record Hardware(int type, int length, Slice chaddr) {
    public static final int SIZE = 16;
    public static final int ETHERNET = 1;

    public Hardware {
      if (chaddr.length() != SIZE) {
        throw new IllegalArgumentException("chaddr has 16 octets: " + chaddr.length());
      }
    }

    public static Hardware ethernet(MacAddress address) {
      var out = Writer.allocate(SIZE);
      address.emit(out);
      return new Hardware(
          ETHERNET, MacAddress.LENGTH, out.zeros(SIZE - MacAddress.LENGTH).written());
    }

    /** The significant octets, at most the 16 there are. */
    public Slice address() {
      return chaddr.first(Math.min(length, SIZE));
    }

    /** The address where it is one of Ethernet's. */
    public Option<MacAddress> mac() {
      return type == ETHERNET && length == MacAddress.LENGTH
          ? Option.some(MacAddress.at(chaddr, 0))
          : Option.none();
    }
  }

  /**
   * The four addresses, by their names in the RFC; unspecified where there is none.
   *
   * @param ciaddr the client's, which it has and can be reached by
   * @param yiaddr "your", what the server gives
   * @param siaddr the next server of the bootstrap
   * @param giaddr the relay agent's
   */
  public record Addresses(
      Ipv4Address ciaddr, Ipv4Address yiaddr, Ipv4Address siaddr, Ipv4Address giaddr) {
    public static final Addresses NONE =
        new Addresses(
            Ipv4Address.UNSPECIFIED,
            Ipv4Address.UNSPECIFIED,
            Ipv4Address.UNSPECIFIED,
            Ipv4Address.UNSPECIFIED);
  }

  /** Reads a message's start, of which the rest may be cut; for those who only look. */
  public static Either<DecodeError, DhcpHeader> decode(Slice octets) {
    return octets.length() < LENGTH
        ? Either.left(
            new DecodeError.TooShort(
                DhcpMessage.LAYER, octets.offset(), LENGTH, octets.length(), "header"))
        : Either.right(read(octets));
  }

  /** Reads the first {@link #LENGTH} octets, which are there. */
  static DhcpHeader read(Slice octets) {
    return new DhcpHeader(
        octets.u8(0),
        new Hardware(octets.u8(1), octets.u8(2), octets.slice(28, Hardware.SIZE)),
        octets.u8(3),
        octets.i32(4),
        octets.u16(8),
        octets.u16(10),
        new Addresses(
            Ipv4Address.at(octets, 12),
            Ipv4Address.at(octets, 16),
            Ipv4Address.at(octets, 20),
            Ipv4Address.at(octets, 24)));
  }

  public boolean isBroadcast() {
    return (flags & BROADCAST) != 0;
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public void emit(Writer out) {
    out.u8(op).u8(hardware.type()).u8(hardware.length()).u8(hops);
    out.u32(xid).u16(secs).u16(flags);
    addresses.ciaddr().emit(out);
    addresses.yiaddr().emit(out);
    addresses.siaddr().emit(out);
    addresses.giaddr().emit(out);
    out.put(hardware.chaddr());
  }
}
