package dev.etherloom.logic.gre;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Version 0 (RFC 2784 §2, RFC 2890 §2).
 *
 * @param reserved the seven bits before the version, which should be zero
 * @param protocol the payload's EtherType, or another number below 0x0600
 * @param checksum as it stands in the header; {@link #summed} makes the right one
 * @param key 32 bits that tell flows apart
 * @param sequence 32 bits that number the flow's packets
 */
public record Gre(
    int reserved,
    int protocol,
    Option<Checksum> checksum,
    Option<Integer> key,
    Option<Integer> sequence,
    Slice payload)
    implements GrePacket {
  /** Bits 1, 4 and 5: routing of RFC 1701 (RFC 2784 §2.3, as RFC 2890 §2 leaves it). */
  private static final int ROUTING = 0x4c00;

  /**
   * The option of the C bit.
   *
   * @param value over header and payload, 0…0xffff
   * @param reserved the 16 bits behind it, which should be zero
   */
  public record Checksum(int value, int reserved) {}

  /** Transparent and unchecked: four octets of header. */
  public static Gre of(int protocol, Slice payload) {
    return new Gre(0, protocol, Option.none(), Option.none(), Option.none(), payload);
  }

  static Either<DecodeError, GrePacket> read(Slice octets) {
    int flags = octets.u16(0);
    if ((flags & ROUTING) != 0) {
      return Either.left(
          new DecodeError.BadField(
              "gre", octets.offset(), "flags", flags, "neither routing nor recursion"));
    }
    int header = header(flags);
    if (octets.length() < header) {
      return Either.left(
          new DecodeError.TooShort("gre", octets.offset(), header, octets.length(), "flags"));
    }
    int key = HEADER + option(flags, CHECKSUM);
    int sequence = key + option(flags, KEY);
    return Either.right(
        new Gre(
            flags >>> 3 & 0x7f,
            octets.u16(2),
            Option.when(
                option(flags, CHECKSUM) > 0, () -> new Checksum(octets.u16(4), octets.u16(6))),
            Option.when(option(flags, KEY) > 0, () -> octets.i32(key)),
            Option.when(option(flags, SEQUENCE) > 0, () -> octets.i32(sequence)),
            octets.from(header)));
  }

  private static int header(int flags) {
    return HEADER + option(flags, CHECKSUM) + option(flags, KEY) + option(flags, SEQUENCE);
  }

  private static int option(int flags, int flag) {
    return (flags & flag) == 0 ? 0 : 4;
  }

  /** Whether there is no checksum, or the right one. */
  public boolean verifies() {
    return checksum.isEmpty() || headerOf(this).checksumFrom(0).plus(payload).verifies();
  }

  /** The same with the right checksum. */
  public Gre summed() {
    int unused = checksum.map(Checksum::reserved).getOrElse(0);
    var zeroed = with(new Checksum(0, unused));
    int value = headerOf(zeroed).checksumFrom(0).plus(payload).value();
    return with(new Checksum(value, unused));
  }

  private Gre with(Checksum other) {
    return new Gre(reserved, protocol, Option.some(other), key, sequence, payload);
  }

  private static Writer headerOf(Gre packet) {
    var out = Writer.allocate(header(packet.flags()));
    packet.emitHeader(out);
    return out;
  }

  private int flags() {
    @Var int flags = reserved << 3;
    flags |= checksum.isDefined() ? CHECKSUM : 0;
    flags |= key.isDefined() ? KEY : 0;
    return flags | (sequence.isDefined() ? SEQUENCE : 0);
  }

  @Override
  public int length() {
    return header(flags()) + payload.length();
  }

  @Override
  public void emit(Writer out) {
    emitHeader(out);
    out.put(payload);
  }

  private void emitHeader(Writer out) {
    out.u16(flags()).u16(protocol);
    checksum.forEach(sum -> out.u16(sum.value()).u16(sum.reserved()));
    key.forEach(out::u32);
    sequence.forEach(out::u32);
  }
}
