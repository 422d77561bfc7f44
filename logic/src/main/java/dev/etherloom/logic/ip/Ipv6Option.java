package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/** An option of the hop-by-hop or destination options header (RFC 8200 §4.2). */
public sealed interface Ipv6Option extends Emit {
  int PAD_1 = 0;
  int PAD_N = 1;
  int ROUTER_ALERT = 5;
  int JUMBO_PAYLOAD = 0xc2;

  /** Octets of a header full of options. */
  int MOST = 2048;

  /** What one does who does not know an option: the two highest bits of its type. */
  enum Action {
    /** Go on with the next one (00). */
    SKIP,
    /** Discard the packet (01). */
    DISCARD,
    /** Discard it and send a parameter problem, code 2, to the source (10). */
    DISCARD_AND_TELL,
    /** The same, unless the packet was sent to a group (11). */
    DISCARD_AND_TELL_UNLESS_GROUP
  }

  /** 0…255. */
  int type();

  default Action action() {
    return switch (type() >>> 6) {
      case 0 -> Action.SKIP;
      case 1 -> Action.DISCARD;
      case 2 -> Action.DISCARD_AND_TELL;
      default -> Action.DISCARD_AND_TELL_UNLESS_GROUP;
    };
  }

  /** Whether its data may change on the way: the third highest bit of the type. */
  default boolean mayChange() {
    return (type() & 0x20) != 0;
  }

  /** One octet of padding. */
  record Pad1() implements Ipv6Option {
    @Override
    public int type() {
      return PAD_1;
    }

    @Override
    public int length() {
      return 1;
    }

    @Override
    public void emit(Writer out) {
      out.u8(PAD_1);
    }
  }

  /**
   * Two or more octets of padding.
   *
   * @param content zeros, or what somebody hid there
   */
  record PadN(Slice content) implements Ipv6Option {
    @Override
    public int type() {
      return PAD_N;
    }

    @Override
    public int length() {
      return 2 + content.length();
    }

    @Override
    public void emit(Writer out) {
      out.u8(PAD_N).u8(content.length()).put(content);
    }
  }

  /**
   * Asks routers on the way to look inside (RFC 2711).
   *
   * @param value 0 for MLD, 1 for RSVP, 2 for active networks; 0…65535
   */
  record RouterAlert(int value) implements Ipv6Option {
    public static final int MLD = 0;

    @Override
    public int type() {
      return ROUTER_ALERT;
    }

    @Override
    public int length() {
      return 4;
    }

    @Override
    public void emit(Writer out) {
      out.u8(ROUTER_ALERT).u8(2).u16(value);
    }
  }

  /**
   * The length of a packet too long for its header's field (RFC 2675 §2).
   *
   * @param octets behind the IPv6 header, unsigned 32 bits
   */
  record JumboPayload(long octets) implements Ipv6Option {
    @Override
    public int type() {
      return JUMBO_PAYLOAD;
    }

    @Override
    public int length() {
      return 6;
    }

    @Override
    public void emit(Writer out) {
      out.u8(JUMBO_PAYLOAD).u8(4).u32(octets);
    }
  }

  /** Any other, kept as it is. */
  record Unknown(int type, Slice content) implements Ipv6Option {
    @Override
    public int length() {
      return 2 + content.length();
    }

    @Override
    public void emit(Writer out) {
      out.u8(type).u8(content.length()).put(content);
    }
  }

  /** Reads the options of a header one after the other, padding included. */
  static Walk<Ipv6Option> walk(Slice octets) {
    return Walk.over(octets, Ipv6Option::decode);
  }

  /** Reads the option that stands first. */
  private static Either<DecodeError, Ipv6Option> decode(Slice octets) {
    int type = octets.u8(0);
    if (type == PAD_1) {
      return Either.right(new Pad1());
    }
    int at = octets.offset();
    if (octets.length() < 2) {
      return Either.left(
          new DecodeError.TooShort(Ipv6Header.LAYER, at, 2, octets.length(), "option"));
    }
    int size = octets.u8(1);
    if (size > octets.length() - 2) {
      return Either.left(
          new DecodeError.TooShort(
              Ipv6Header.LAYER, at + 1, 2 + size, octets.length(), "option length"));
    }
    var content = octets.slice(2, size);
    return switch (type) {
      case PAD_N -> Either.right(new PadN(content));
      case ROUTER_ALERT ->
          size == 2 ? Either.right(new RouterAlert(content.u16(0))) : badLength(at, size, "2");
      case JUMBO_PAYLOAD ->
          size == 4 ? Either.right(new JumboPayload(content.u32(0))) : badLength(at, size, "4");
      default -> Either.right(new Unknown(type, content));
    };
  }

  private static Either<DecodeError, Ipv6Option> badLength(int at, int found, String expected) {
    return Either.left(
        new DecodeError.BadField(Ipv6Header.LAYER, at + 1, "option length", found, expected));
  }

  /** The same followed by padding, so that they and the two octets before them fill eights. */
  static Vector<Ipv6Option> padded(Vector<Ipv6Option> options) {
    int length = 2 + options.map(Emit::length).sum().intValue();
    if (length > MOST) {
      throw new IllegalArgumentException("options have at most %d octets".formatted(MOST - 2));
    }
    int gap = -length & 7;
    return switch (gap) {
      case 0 -> options;
      case 1 -> options.append(new Pad1());
      default -> options.append(new PadN(Slice.owning(new byte[gap - 2])));
    };
  }
}
