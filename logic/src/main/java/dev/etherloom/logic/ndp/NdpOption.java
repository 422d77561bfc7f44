package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.Walk;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/** An option of a neighbor discovery message (RFC 4861 §4.6); those of routers stand apart. */
public sealed interface NdpOption extends Emit
    permits LinkLayerAddress,
        NdpOption.RedirectedHeader,
        NdpOption.Mtu,
        NdpOption.Nonce,
        NdpOption.Unknown,
        RouterOption {
  String LAYER = "ndp";

  /** Octets in which lengths are counted. */
  int UNIT = 8;

  /** A lifetime without end. */
  long FOREVER = 0xffff_ffffL;

  /** 0…255. */
  int type();

  /** Writes what stands behind type and length. */
  void emitContent(Writer out);

  @Override
  default void emit(Writer out) {
    out.u8(type()).u8(length() / UNIT);
    emitContent(out);
  }

  /**
   * The packet that was redirected (type 4, RFC 4861 §4.6.3).
   *
   * @param reserved 48 bits that should be zero
   * @param packet as much as fits, made whole eights with zeros
   */
  record RedirectedHeader(long reserved, Slice packet) implements NdpOption {
    public static final int TYPE = 4;

    public RedirectedHeader(long reserved, Slice packet) {
      this.reserved = reserved;
      this.packet = padded(packet);
      requireUnits(UNIT + this.packet.length());
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int length() {
      return UNIT + packet.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.u16((int) (reserved >>> 32)).u32(reserved).put(packet);
    }
  }

  /**
   * The link's MTU (type 5, RFC 4861 §4.6.4).
   *
   * @param reserved 16 bits that should be zero
   * @param mtu octets, unsigned 32 bits
   */
  record Mtu(int reserved, long mtu) implements NdpOption {
    public static final int TYPE = 5;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int length() {
      return UNIT;
    }

    @Override
    public void emitContent(Writer out) {
      out.u16(reserved).u32(mtu);
    }
  }

  /**
   * Tells an answer, or one's own message that comes back (type 14, RFC 3971 §5.3.2, RFC 7527).
   *
   * @param nonce six octets, fourteen, …
   */
  record Nonce(Slice nonce) implements NdpOption {
    public static final int TYPE = 14;

    public Nonce {
      requireUnits(2 + nonce.length());
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int length() {
      return 2 + nonce.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.put(nonce);
    }
  }

  /**
   * Any other, kept as it is.
   *
   * @param content six octets, fourteen, …
   */
  record Unknown(int type, Slice content) implements NdpOption {
    public Unknown {
      requireUnits(2 + content.length());
    }

    @Override
    public int length() {
      return 2 + content.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.put(content);
    }
  }

  /** Reads the options that stand behind a message, each with its place. */
  static Walk<NdpOption> walk(Slice octets) {
    return Walk.over(octets, NdpOption::decode);
  }

  /** Reads the option that stands first. */
  private static Either<DecodeError, NdpOption> decode(Slice octets) {
    int at = octets.offset();
    if (octets.length() < UNIT) {
      return Either.left(new DecodeError.TooShort(LAYER, at, UNIT, octets.length(), "option"));
    }
    int units = octets.u8(1);
    if (units == 0) {
      return Either.left(new DecodeError.BadField(LAYER, at + 1, "option length", 0, "1…255"));
    }
    int length = units * UNIT;
    if (length > octets.length()) {
      return Either.left(
          new DecodeError.TooShort(LAYER, at + 1, length, octets.length(), "option length"));
    }
    var option = octets.first(length);
    return switch (option.u8(0)) {
      case LinkLayerAddress.Source.TYPE ->
          Either.right(new LinkLayerAddress.Source(option.from(2)));
      case LinkLayerAddress.Target.TYPE ->
          Either.right(new LinkLayerAddress.Target(option.from(2)));
      case RedirectedHeader.TYPE ->
          Either.right(new RedirectedHeader(option.i64(0) & 0xffff_ffff_ffffL, option.from(UNIT)));
      case Mtu.TYPE ->
          units == 1
              ? Either.right(new Mtu(option.u16(2), option.u32(4)))
              : bad(option, 1, "option length", units, "1");
      case Nonce.TYPE -> Either.right(new Nonce(option.from(2)));
      default -> RouterOption.decode(option);
    };
  }

  static <T> Either<DecodeError, T> bad(
      Slice octets, int at, String field, long found, String expected) {
    return Either.left(
        new DecodeError.BadField(LAYER, octets.offset() + at, field, found, expected));
  }

  /** An option is 8…2040 octets in eights. */
  static void requireUnits(int length) {
    if (length % UNIT != 0 || length > 255 * UNIT) {
      throw new IllegalArgumentException("no length of an option: " + length);
    }
  }

  /** The same, made whole eights with zeros. */
  static Slice padded(Slice octets) {
    int gap = -octets.length() & (UNIT - 1);
    return gap == 0
        ? octets
        : Writer.allocate(octets.length() + gap).put(octets).zeros(gap).written();
  }
}
