package dev.etherloom.logic.ip;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.control.Either;

/**
 * The IPv4 header (RFC 791 §3.1).
 *
 * @param typeOfService DSCP and ECN, 0…255
 * @param identification 0…65535
 * @param fragment where the payload stands in the whole packet
 * @param timeToLive 0…255
 * @param options as they stand in the header, padding included: 0…40 octets, a multiple of four
 */
public record Ipv4Header(
    int typeOfService,
    int identification,
    Fragment fragment,
    int timeToLive,
    IpProtocol protocol,
    Ipv4Address source,
    Ipv4Address destination,
    Slice options) {
  /** Octets without options. */
  public static final int LENGTH = 20;

  public static final int MAX_OPTIONS = 40;
  static final String LAYER = "ipv4";

  /**
   * Where a fragment stands (the flags and the fragment offset).
   *
   * @param reserved the flag that must be zero and is carried as it came (RFC 3514 aside)
   * @param offset octets before it in the whole packet's payload, a multiple of eight
   */
  public record Fragment(boolean reserved, boolean dontFragment, boolean more, int offset) {
    public static final Fragment WHOLE = new Fragment(false, false, false, 0);
    public static final Fragment WHOLE_UNSPLIT = new Fragment(false, true, false, 0);

    private static Fragment of(int word) {
      return switch (word) {
        case 0 -> WHOLE;
        case 0x4000 -> WHOLE_UNSPLIT;
        default ->
            new Fragment(
                (word & 0x8000) != 0,
                (word & 0x4000) != 0,
                (word & 0x2000) != 0,
                (word & 0x1fff) * 8);
      };
    }

    private int word() {
      return (reserved ? 0x8000 : 0)
          | (dontFragment ? 0x4000 : 0)
          | (more ? 0x2000 : 0)
          | (offset / 8);
    }

    /** Whether the packet is all there: neither more to come nor anything before. */
    public boolean isWhole() {
      return !more && offset == 0;
    }
  }

  /** Reads a packet and cuts the link's padding off; the checksum has to be right. */
  public static Either<DecodeError, Ipv4Packet> decode(Slice octets) {
    int at = octets.offset();
    if (octets.length() < LENGTH) {
      return Either.left(new DecodeError.TooShort(LAYER, at, LENGTH, octets.length(), "header"));
    }
    int version = octets.u8(0) >>> 4;
    if (version != 4) {
      return Either.left(new DecodeError.BadField(LAYER, at, "version", version, "4"));
    }
    int headerLength = (octets.u8(0) & 0xf) * 4;
    if (headerLength < LENGTH) {
      return Either.left(
          new DecodeError.BadField(LAYER, at, "header length", headerLength, "at least 20"));
    }
    int total = octets.u16(2);
    if (total < headerLength) {
      return Either.left(
          new DecodeError.BadField(LAYER, at + 2, "total length", total, "at least the header"));
    }
    if (total > octets.length()) {
      return Either.left(
          new DecodeError.TooShort(LAYER, at + 2, total, octets.length(), "total length"));
    }
    var header = octets.first(headerLength);
    if (!InternetChecksum.of(header).verifies()) {
      return Either.left(new DecodeError.BadChecksum(LAYER, at + 10, octets.u16(10)));
    }
    return Either.right(
        new Ipv4Packet(read(header), octets.slice(headerLength, total - headerLength)));
  }

  private static Ipv4Header read(Slice header) {
    return new Ipv4Header(
        header.u8(1),
        header.u16(4),
        Fragment.of(header.u16(6)),
        header.u8(8),
        new IpProtocol(header.u8(9)),
        Ipv4Address.at(header, 12),
        Ipv4Address.at(header, 16),
        header.length() == LENGTH ? Slice.EMPTY : header.from(LENGTH));
  }

  /** The header of the whole packet of which this is the first fragment. */
  Ipv4Header whole() {
    return new Ipv4Header(
        typeOfService,
        identification,
        fragment.dontFragment() ? Fragment.WHOLE_UNSPLIT : Fragment.WHOLE,
        timeToLive,
        protocol,
        source,
        destination,
        options);
  }

  Ipv4Header withOptions(Slice others) {
    return new Ipv4Header(
        typeOfService, identification, fragment, timeToLive, protocol, source, destination, others);
  }

  /** Octets including the options. */
  public int length() {
    return LENGTH + options.length();
  }

  /** Writes the header of a packet that carries {@code payload} octets, checksum included. */
  public void emit(Writer out, int payload) {
    int start = out.position();
    out.u8(0x40 | (length() / 4)).u8(typeOfService).u16(length() + payload);
    out.u16(identification).u16(fragment.word());
    out.u8(timeToLive).u8(protocol.number()).u16(0);
    source.emit(out);
    destination.emit(out);
    out.put(options);
    out.patch16(start + 10, out.checksumFrom(start).value());
  }
}
