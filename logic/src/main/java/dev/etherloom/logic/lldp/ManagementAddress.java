package dev.etherloom.logic.lldp;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Where the system is managed (IEEE 802.1AB §8.5.9).
 *
 * @param family of the address, IANA's number: 1 IPv4, 2 IPv6, 6 a MAC address
 * @param address 1…31 octets
 * @param numbering what the interface's number is: 1 unknown, 2 an ifIndex, 3 a port
 * @param interfaceNumber 32 bits
 * @param object an object identifier in ASN.1, 0…128 octets
 */
public record ManagementAddress(
    int family, Slice address, int numbering, int interfaceNumber, Slice object)
    implements LldpTlv {
  private static final int MAX_ADDRESS = 31;
  private static final int MAX_OBJECT = 128;

  /** Octets besides address and object: two lengths, family, numbering, number. */
  private static final int FIXED = 8;

  static Either<DecodeError, LldpTlv> decode(Slice content) {
    if (content.length() < FIXED) {
      return tooShort(content, FIXED, "management address");
    }
    int address = content.u8(0) - 1;
    if (address < 1 || address > MAX_ADDRESS) {
      return bad(content, 0, "address string length", content.u8(0), "2…32");
    }
    if (content.length() < FIXED + address) {
      return tooShort(content, FIXED + address, "address string length");
    }
    int numbering = 2 + address;
    int object = content.u8(numbering + 5);
    if (object > MAX_OBJECT) {
      return bad(content, numbering + 5, "object identifier length", object, "0…128");
    }
    int whole = FIXED + address + object;
    if (content.length() < whole) {
      return tooShort(content, whole, "object identifier length");
    }
    if (content.length() > whole) {
      return bad(content, -1, "length", content.length(), whole + " as its parts say");
    }
    return Either.right(
        new ManagementAddress(
            content.u8(1),
            content.slice(2, address),
            content.u8(numbering),
            content.i32(numbering + 1),
            content.from(numbering + 6)));
  }

  private static Either<DecodeError, LldpTlv> tooShort(Slice content, int required, String field) {
    return Either.left(
        new DecodeError.TooShort("lldp", content.offset(), required, content.length(), field));
  }

  private static Either<DecodeError, LldpTlv> bad(
      Slice content, int at, String field, int found, String expected) {
    return Either.left(
        new DecodeError.BadField("lldp", content.offset() + at, field, found, expected));
  }

  /** The address if it is one of IP. */
  public Option<IpAddress> ip() {
    if (family == 1 && address.length() == Ipv4Address.LENGTH) {
      return Option.some(Ipv4Address.at(address, 0));
    }
    return family == 2 && address.length() == Ipv6Address.LENGTH
        ? Option.some(Ipv6Address.at(address, 0))
        : Option.none();
  }

  @Override
  public int type() {
    return MANAGEMENT_ADDRESS;
  }

  @Override
  public int length() {
    return HEADER + FIXED + address.length() + object.length();
  }

  @Override
  public void emitContent(Writer out) {
    out.u8(1 + address.length()).u8(family).put(address);
    out.u8(numbering).u32(interfaceNumber).u8(object.length()).put(object);
  }
}
