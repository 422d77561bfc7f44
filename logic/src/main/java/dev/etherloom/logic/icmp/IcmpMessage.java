package dev.etherloom.logic.icmp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/** An ICMP message (RFC 792). */
public sealed interface IcmpMessage extends Emit {
  int HEADER = 8;

  int type();

  int code();

  /** The second word of the header, whatever the type makes of it. */
  int word();

  /** What follows the eight octets of header. */
  Slice body();

  /**
   * Asks for an answer (type 8).
   *
   * @param code 0, and no reason not to answer where it is another
   * @param identifier 0…65535, tells programs apart
   * @param sequence 0…65535
   */
  record EchoRequest(int code, int identifier, int sequence, Slice body) implements IcmpMessage {
    public static final int TYPE = 8;

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

  /** The answer (type 0): everything as it was asked. */
  record EchoReply(int code, int identifier, int sequence, Slice body) implements IcmpMessage {
    public static final int TYPE = 0;

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
   * Something went wrong with a packet of the receiver's (types 3, 4, 5, 11, 12).
   *
   * @param word unused, next-hop MTU (RFC 1191), gateway or pointer, as the type has it
   * @param body the packet's header and at least eight octets behind it
   */
  record Failure(int type, int code, int word, Slice body) implements IcmpMessage {
    public static final int DESTINATION_UNREACHABLE = 3;
    public static final int SOURCE_QUENCH = 4;
    public static final int REDIRECT = 5;
    public static final int TIME_EXCEEDED = 11;
    public static final int PARAMETER_PROBLEM = 12;

    public static final int NET_UNREACHABLE = 0;
    public static final int HOST_UNREACHABLE = 1;
    public static final int PROTOCOL_UNREACHABLE = 2;
    public static final int PORT_UNREACHABLE = 3;
    public static final int FRAGMENTATION_NEEDED = 4;
    public static final int SOURCE_ROUTE_FAILED = 5;
    public static final int REASSEMBLY_TIME_EXCEEDED = 1;

    static boolean is(int type) {
      return switch (type) {
        case DESTINATION_UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM ->
            true;
        default -> false;
      };
    }
  }

  /** Any other, kept as it is. */
  record Other(int type, int code, int word, Slice body) implements IcmpMessage {}

  /** Reads a message; its checksum has to be right. */
  static Either<DecodeError, IcmpMessage> decode(Slice octets) {
    if (octets.length() < HEADER) {
      return Either.left(
          new DecodeError.TooShort("icmp", octets.offset(), HEADER, octets.length(), "header"));
    }
    if (!InternetChecksum.of(octets).verifies()) {
      return Either.left(new DecodeError.BadChecksum("icmp", octets.offset() + 2, octets.u16(2)));
    }
    int type = octets.u8(0);
    int code = octets.u8(1);
    var body = octets.from(HEADER);
    if (type == EchoRequest.TYPE) {
      return Either.right(new EchoRequest(code, octets.u16(4), octets.u16(6), body));
    }
    if (type == EchoReply.TYPE) {
      return Either.right(new EchoReply(code, octets.u16(4), octets.u16(6), body));
    }
    return Either.right(
        Failure.is(type)
            ? new Failure(type, code, octets.i32(4), body)
            : new Other(type, code, octets.i32(4), body));
  }

  @Override
  default int length() {
    return HEADER + body().length();
  }

  @Override
  default void emit(Writer out) {
    int start = out.position();
    out.u8(type()).u8(code()).u16(0).u32(word()).put(body());
    out.patch16(start + 2, out.checksumFrom(start).value());
  }
}
