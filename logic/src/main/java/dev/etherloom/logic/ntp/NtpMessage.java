package dev.etherloom.logic.ntp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;

/** A message of NTP (RFC 5905 §7.3). */
public sealed interface NtpMessage extends Emit {
  int HEADER = 48;
  int PORT = 123;

  /**
   * Tells or asks the time: versions 1…4, modes 0…5.
   *
   * @param leap 0 none, 1 a second more at the month's end, 2 one less, 3 not synchronized
   * @param mode 1 and 2 symmetric, 3 client, 4 server, 5 broadcast, 0 reserved
   * @param rest extension fields and the authenticator, as they stand there
   */
  record Time(int leap, int version, int mode, Clock clock, Stamps stamps, Slice rest)
      implements NtpMessage {
    @Override
    public int length() {
      return HEADER + rest.length();
    }

    @Override
    public void emit(Writer out) {
      out.u8(leap << 6 | version << 3 | mode).u8(clock.stratum);
      out.u8(clock.poll).u8(clock.precision);
      out.u32(clock.rootDelay).u32(clock.rootDispersion).u32(clock.reference);
      out.i64(stamps.reference.bits()).i64(stamps.origin.bits());
      out.i64(stamps.receive.bits()).i64(stamps.transmit.bits()).put(rest);
    }
  }

  /**
   * What the sender says of its clock.
   *
   * @param stratum 0 unspecified or a kiss of death, 1 primary, 2…15 secondary, 16 no time
   * @param poll log2 of the seconds between messages, −128…127
   * @param precision log2 of the clock's precision in seconds, −128…127
   * @param rootDelay to the primary and back, in units of 2⁻¹⁶ seconds, 0…2³² − 1
   * @param rootDispersion in units of 2⁻¹⁶ seconds, 0…2³² − 1
   * @param reference who it follows: four letters up to stratum 1, else an address or its hash
   */
  record Clock(
      int stratum, int poll, int precision, long rootDelay, long rootDispersion, int reference) {
    /** The reference as text, without its zeros at the end; none from stratum 2 on. */
    public Option<String> code() {
      if (stratum > 1) {
        return Option.none();
      }
      var letters = Writer.allocate(4).u32(reference).written().toBytes();
      return Option.some(new String(letters, StandardCharsets.ISO_8859_1).replaceFirst("\0+$", ""));
    }
  }

  /**
   * The four times.
   *
   * @param reference when the clock was last set
   * @param origin the client's transmit time, as the server got it
   * @param receive when the request arrived at the server
   * @param transmit when this message left
   */
  record Stamps(
      NtpTimestamp reference, NtpTimestamp origin, NtpTimestamp receive, NtpTimestamp transmit) {}

  /** Control (mode 6, RFC 9327), private (mode 7) or of another version: not looked into. */
  record Other(Slice octets) implements NtpMessage {
    public int version() {
      return octets.u8(0) >>> 3 & 7;
    }

    public int mode() {
      return octets.u8(0) & 7;
    }

    @Override
    public int length() {
      return octets.length();
    }

    @Override
    public void emit(Writer out) {
      out.put(octets);
    }
  }

  static Either<DecodeError, NtpMessage> decode(Slice octets) {
    if (octets.isEmpty()) {
      return Either.left(new DecodeError.TooShort("ntp", octets.offset(), HEADER, 0, "header"));
    }
    int version = octets.u8(0) >>> 3 & 7;
    int mode = octets.u8(0) & 7;
    if (version == 0 || version > 4 || mode > 5) {
      return Either.right(new Other(octets));
    }
    if (octets.length() < HEADER) {
      return Either.left(
          new DecodeError.TooShort("ntp", octets.offset(), HEADER, octets.length(), "header"));
    }
    var clock =
        new Clock(
            octets.u8(1),
            (byte) octets.u8(2),
            (byte) octets.u8(3),
            octets.u32(4),
            octets.u32(8),
            octets.i32(12));
    var stamps =
        new Stamps(stamp(octets, 16), stamp(octets, 24), stamp(octets, 32), stamp(octets, 40));
    return Either.right(
        new Time(octets.u8(0) >>> 6, version, mode, clock, stamps, octets.from(HEADER)));
  }

  private static NtpTimestamp stamp(Slice octets, int at) {
    return new NtpTimestamp(octets.i64(at));
  }
}
