package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/**
 * An ICMPv6 message (RFC 4443). Neighbor discovery and multicast listener discovery are {@link
 * Other} here and read on in their rooms.
 *
 * <p>The checksum covers addresses that a message does not know, so it is no part of it: {@link
 * #over} gives what can be sent.
 */
public sealed interface Icmpv6Message {
  int HEADER = 8;

  /** 0…255; below 128 stand the errors. */
  int type();

  int code();

  /** The second word of the header, whatever the type makes of it. */
  int word();

  /** What follows the eight octets of header. */
  Slice body();

  /** Whether no error may be sent about it (RFC 4443 §2.4 (e)). */
  default boolean isError() {
    return type() < 128;
  }

  /**
   * Asks for an answer (type 128, RFC 4443 §4.1).
   *
   * @param code 0, and no reason not to answer where it is another
   * @param identifier 0…65535, tells programs apart
   * @param sequence 0…65535
   */
  record EchoRequest(int code, int identifier, int sequence, Slice body) implements Icmpv6Message {
    public static final int TYPE = 128;

    /** Of code 0, which is what all send. */
    public EchoRequest(int identifier, int sequence, Slice body) {
      this(0, identifier, sequence, body);
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return identifier << 16 | sequence;
    }

    /** The answer to it. */
    EchoReply reply() {
      return new EchoReply(code, identifier, sequence, body);
    }
  }

  /** The answer (type 129, RFC 4443 §4.2): everything as it was asked. */
  record EchoReply(int code, int identifier, int sequence, Slice body) implements Icmpv6Message {
    public static final int TYPE = 129;

    /** Of code 0, which is what all send. */
    public EchoReply(int identifier, int sequence, Slice body) {
      this(0, identifier, sequence, body);
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return identifier << 16 | sequence;
    }
  }

  /**
   * A packet did not arrive (type 1, RFC 4443 §3.1).
   *
   * @param word unused, but for the length of RFC 4884
   * @param body the packet, as much as fits
   */
  record DestinationUnreachable(int code, int word, Slice body) implements Icmpv6Message {
    public static final int TYPE = 1;
    public static final int NO_ROUTE = 0;
    public static final int PROHIBITED = 1;
    public static final int BEYOND_SCOPE = 2;
    public static final int ADDRESS_UNREACHABLE = 3;
    public static final int PORT_UNREACHABLE = 4;
    public static final int SOURCE_POLICY = 5;
    public static final int REJECT_ROUTE = 6;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /**
   * A packet did not fit a link (type 2, RFC 4443 §3.2).
   *
   * @param code zero; not looked at by receivers
   * @param mtu of that link, in octets, unsigned 32 bits
   * @param body the packet, as much as fits
   */
  record PacketTooBig(int code, long mtu, Slice body) implements Icmpv6Message {
    public static final int TYPE = 2;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return (int) mtu;
    }
  }

  /**
   * A packet was on its way for too long (type 3, RFC 4443 §3.3).
   *
   * @param word unused, but for the length of RFC 4884
   * @param body the packet, as much as fits
   */
  record TimeExceeded(int code, int word, Slice body) implements Icmpv6Message {
    public static final int TYPE = 3;
    public static final int HOP_LIMIT = 0;
    public static final int REASSEMBLY = 1;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /**
   * A header of a packet makes no sense (type 4, RFC 4443 §3.4).
   *
   * @param pointer octets from the packet's start to the field, unsigned 32 bits; may lie behind
   *     what is quoted
   * @param body the packet, as much as fits
   */
  record ParameterProblem(int code, long pointer, Slice body) implements Icmpv6Message {
    public static final int TYPE = 4;
    public static final int ERRONEOUS_FIELD = 0;
    public static final int UNRECOGNIZED_NEXT_HEADER = 1;
    public static final int UNRECOGNIZED_OPTION = 2;
    public static final int INCOMPLETE_CHAIN = 3;

    /** RFC 8883 §2.4. */
    public static final int TOO_MANY_HEADERS = 8;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return (int) pointer;
    }
  }

  /** Any other, kept as it is. */
  record Other(int type, int code, int word, Slice body) implements Icmpv6Message {}

  /** Reads a message; its checksum has to be right. */
  static Either<DecodeError, Icmpv6Message> decode(Slice octets, InternetChecksum pseudo) {
    var message = read(octets);
    return message.isLeft() || pseudo.plus(octets.length()).plus(octets).verifies()
        ? message
        : Either.left(new DecodeError.BadChecksum("icmpv6", octets.offset() + 2, octets.u16(2)));
  }

  /** Reads a message whatever its checksum. */
  static Either<DecodeError, Icmpv6Message> read(Slice octets) {
    if (octets.length() < HEADER) {
      return Either.left(
          new DecodeError.TooShort("icmpv6", octets.offset(), HEADER, octets.length(), "header"));
    }
    int code = octets.u8(1);
    int word = octets.i32(4);
    var body = octets.from(HEADER);
    int type = octets.u8(0);
    if (type == EchoRequest.TYPE) {
      return Either.right(new EchoRequest(code, octets.u16(4), octets.u16(6), body));
    }
    if (type == EchoReply.TYPE) {
      return Either.right(new EchoReply(code, octets.u16(4), octets.u16(6), body));
    }
    return Either.right(
        switch (type) {
          case DestinationUnreachable.TYPE -> new DestinationUnreachable(code, word, body);
          case PacketTooBig.TYPE -> new PacketTooBig(code, octets.u32(4), body);
          case TimeExceeded.TYPE -> new TimeExceeded(code, word, body);
          case ParameterProblem.TYPE -> new ParameterProblem(code, octets.u32(4), body);
          default -> new Other(type, code, word, body);
        });
  }

  /**
   * The message as it goes into a packet.
   *
   * @param pseudo the sum over the pseudo header, without the length
   */
  default Emit over(InternetChecksum pseudo) {
    return new Summed(this, pseudo);
  }

  /** A message with what its checksum needs. */
  record Summed(Icmpv6Message message, InternetChecksum pseudo) implements Emit {
    @Override
    public int length() {
      return HEADER + message.body().length();
    }

    @Override
    public void emit(Writer out) {
      int start = out.position();
      out.u8(message.type()).u8(message.code()).u16(0).u32(message.word()).put(message.body());
      out.patch16(start + 2, out.checksumFrom(start).plus(pseudo).plus(length()).value());
    }
  }
}
