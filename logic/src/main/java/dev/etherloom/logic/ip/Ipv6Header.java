package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.control.Either;

/**
 * The IPv6 header (RFC 8200 §3).
 *
 * @param trafficClass DSCP and ECN, 0…255
 * @param flowLabel 0…0xfffff (RFC 6437)
 * @param payloadLength octets behind this header, extension headers included, 0…65535; zero also
 *     where a jumbo payload option has the length (RFC 2675)
 * @param nextHeader the first extension header, or what the packet carries
 * @param hopLimit 0…255
 */
public record Ipv6Header(
    int trafficClass,
    int flowLabel,
    int payloadLength,
    IpProtocol nextHeader,
    int hopLimit,
    Ipv6Address source,
    Ipv6Address destination)
    implements Emit {
  public static final int LENGTH = 40;
  static final String LAYER = "ipv6";

  /** Reads a packet and cuts the link's padding off; all of its headers have to be sound. */
  public static Either<DecodeError, Ipv6Packet> decode(Slice octets) {
    return read(octets)
        .flatMap(
            header -> {
              int version = octets.u8(0) >>> 4;
              return version == 6
                  ? packet(header, octets)
                  : Either.left(
                      new DecodeError.BadField(LAYER, octets.offset(), "version", version, "6"));
            });
  }

  /** Reads the fields whatever the version and however much follows. */
  public static Either<DecodeError, Ipv6Header> read(Slice octets) {
    if (octets.length() < LENGTH) {
      return Either.left(
          new DecodeError.TooShort(LAYER, octets.offset(), LENGTH, octets.length(), "header"));
    }
    int word = octets.i32(0);
    return Either.right(
        new Ipv6Header(
            word >>> 20 & 0xff,
            word & 0xf_ffff,
            octets.u16(4),
            new IpProtocol(octets.u8(6)),
            octets.u8(7),
            Ipv6Address.at(octets, 8),
            Ipv6Address.at(octets, 24)));
  }

  /**
   * What stands behind this header in the octets that it was read from: as much as it claims, or as
   * much as there is.
   */
  public Slice carried(Slice octets) {
    var behind = octets.from(LENGTH);
    return mayBeJumbo() ? behind : behind.first(Math.min(payloadLength, behind.length()));
  }

  private boolean mayBeJumbo() {
    return payloadLength == 0 && nextHeader.equals(IpProtocol.HOP_BY_HOP);
  }

  private static Either<DecodeError, Ipv6Packet> packet(Ipv6Header header, Slice octets) {
    return header
        .checked(octets)
        .flatMap(
            behind -> {
              var chain = ExtensionChain.walk(header.nextHeader, behind);
              int extensions = behind.length() - chain.payload().length();
              return chain.error().isDefined()
                  ? Either.left(chain.error().get())
                  : Either.right(
                      new Ipv6Packet(
                          header, behind.first(extensions), chain.protocol(), chain.payload()));
            });
  }

  private Either<DecodeError, Slice> checked(Slice octets) {
    if (mayBeJumbo()) {
      return jumbo(octets.from(LENGTH));
    }
    int length = LENGTH + payloadLength;
    return length <= octets.length()
        ? Either.right(octets.slice(LENGTH, payloadLength))
        : Either.left(
            new DecodeError.TooShort(
                LAYER, octets.offset() + 4, length, octets.length(), "payload length"));
  }

  /** RFC 2675 §3: a hop-by-hop header has to say the length, and it has to need to. */
  private static Either<DecodeError, Slice> jumbo(Slice behind) {
    var claimed = ExtensionChain.jumboPayload(behind);
    int at = behind.offset() - LENGTH + 4;
    if (claimed.isEmpty()) {
      return Either.left(
          new DecodeError.BadField(LAYER, at, "payload length", 0, "a jumbo payload option"));
    }
    long length = claimed.get();
    if (length <= 0xffff) {
      return Either.left(
          new DecodeError.BadField(LAYER, at, "jumbo payload length", length, "more than 65535"));
    }
    int required = (int) Math.min(length, Integer.MAX_VALUE);
    return required <= behind.length()
        ? Either.right(behind.first(required))
        : Either.left(
            new DecodeError.TooShort(LAYER, at, required, behind.length(), "jumbo payload length"));
  }

  /**
   * Reads a packet whatever stands behind its header: that is all payload, cut at its length. A
   * payload length of zero in front of hop-by-hop options may stand for any (RFC 2675).
   */
  static Either<DecodeError, Ipv6Packet> decodeFixed(Slice octets) {
    return read(octets)
        .flatMap(
            header -> {
              int at = octets.offset();
              int version = octets.u8(0) >>> 4;
              int length = LENGTH + header.payloadLength;
              if (version != 6) {
                return Either.left(new DecodeError.BadField(LAYER, at, "version", version, "6"));
              }
              if (length > octets.length()) {
                return Either.left(
                    new DecodeError.TooShort(
                        LAYER, at + 4, length, octets.length(), "payload length"));
              }
              var behind = header.carried(octets);
              return header.mayBeJumbo() && ExtensionChain.jumboPayload(behind).isEmpty()
                  ? Either.left(
                      new DecodeError.BadField(LAYER, at + 4, "payload length", 0, "more than 0"))
                  : Either.right(new Ipv6Packet(header, behind));
            });
  }

  Ipv6Header followedBy(IpProtocol next) {
    return new Ipv6Header(
        trafficClass, flowLabel, payloadLength, next, hopLimit, source, destination);
  }

  Ipv6Header withPayloadLength(int octets) {
    return new Ipv6Header(
        trafficClass, flowLabel, octets, nextHeader, hopLimit, source, destination);
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public void emit(Writer out) {
    out.u32(6L << 28 | (long) trafficClass << 20 | flowLabel);
    out.u16(payloadLength).u8(nextHeader.number()).u8(hopLimit);
    source.emit(out);
    destination.emit(out);
  }
}
