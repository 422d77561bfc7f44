package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.collection.Vector;

/**
 * An option of a TCP header (RFC 9293 §3.2). A kind that is not known here, or one with a length
 * that is not its own, stays as octets.
 */
public sealed interface TcpOption extends Emit {
  /** Kind 0: nothing follows. Only kept where {@code behind} is more than padding. */
  record EndOfList(Slice behind) implements TcpOption {
    public static final int KIND = 0;
  }

  /** Kind 1: one octet between others. */
  record NoOperation() implements TcpOption {
    public static final int KIND = 1;
  }

  /** Kind 2: the longest segment its sender takes, without headers (RFC 9293 §3.7.1). */
  record MaximumSegmentSize(int octets) implements TcpOption {
    public static final int KIND = 2;
  }

  /** Kind 3: by how many bits its sender's windows are shifted (RFC 7323 §2). */
  record WindowScale(int shift) implements TcpOption {
    public static final int KIND = 3;

    /** A larger shift counts as this one (§2.3). */
    public static final int MAX = 14;
  }

  /** Kind 4: selective acknowledgments are welcome (RFC 2018 §2). */
  record SackPermitted() implements TcpOption {
    public static final int KIND = 4;
  }

  /** Kind 5: what arrived beyond the acknowledgment (RFC 2018 §3). */
  record Sack(Vector<SackBlock> blocks) implements TcpOption {
    public static final int KIND = 5;
  }

  /** Kind 8 (RFC 7323 §3). */
  record Timestamps(int value, int echo) implements TcpOption {
    public static final int KIND = 8;
  }

  /** Kind 19: a signature of the segment (RFC 2385). */
  record Md5(Slice digest) implements TcpOption {
    public static final int KIND = 19;
  }

  /** Kind 28: for how long unacknowledged data may wait, in minutes or seconds (RFC 5482 §3). */
  record UserTimeout(boolean minutes, int value) implements TcpOption {
    public static final int KIND = 28;
  }

  /** Kind 29 (RFC 5925 §2.2). */
  record Authentication(int keyId, int nextKeyId, Slice code) implements TcpOption {
    public static final int KIND = 29;
  }

  /** Kind 34: a cookie, or with none a request for one (RFC 7413 §4.1.1). */
  record FastOpen(Slice cookie) implements TcpOption {
    public static final int KIND = 34;
  }

  /** Any other. */
  record Unknown(int number, Slice octets) implements TcpOption {}

  /** All from an option on whose length cannot be right. The strict decoder refuses it. */
  record Malformed(Slice octets) implements TcpOption {}

  /** Reads an option with a length field; {@code content} is what stands behind it. */
  static TcpOption decode(int kind, Slice content) {
    return fits(kind, content.length()) ? known(kind, content) : new Unknown(kind, content);
  }

  private static boolean fits(int kind, int size) {
    return switch (kind) {
      case SackPermitted.KIND -> size == 0;
      case WindowScale.KIND -> size == 1;
      case MaximumSegmentSize.KIND, UserTimeout.KIND -> size == 2;
      case Timestamps.KIND -> size == 8;
      case Md5.KIND -> size == 16;
      case Sack.KIND -> size > 0 && size % SackBlock.LENGTH == 0;
      case Authentication.KIND -> size >= 2;
      default -> true;
    };
  }

  private static TcpOption known(int kind, Slice content) {
    return switch (kind) {
      case MaximumSegmentSize.KIND -> new MaximumSegmentSize(content.u16(0));
      case WindowScale.KIND -> new WindowScale(content.u8(0));
      case SackPermitted.KIND -> new SackPermitted();
      case Sack.KIND -> new Sack(blocks(content));
      case Timestamps.KIND -> new Timestamps(content.i32(0), content.i32(4));
      case Md5.KIND -> new Md5(content);
      case UserTimeout.KIND -> new UserTimeout(content.u8(0) >= 0x80, content.u16(0) & 0x7fff);
      case Authentication.KIND -> new Authentication(content.u8(0), content.u8(1), content.from(2));
      case FastOpen.KIND -> new FastOpen(content);
      default -> new Unknown(kind, content);
    };
  }

  private static Vector<SackBlock> blocks(Slice content) {
    @Var Vector<SackBlock> blocks = Vector.empty();
    for (int at = 0; at < content.length(); at += SackBlock.LENGTH) {
      var left = new SeqNum(content.i32(at));
      blocks = blocks.append(new SackBlock(left, new SeqNum(content.i32(at + 4))));
    }
    return blocks;
  }

  /** The first octet, 0…255. */
  default int kind() {
    return switch (this) {
      case EndOfList _ -> EndOfList.KIND;
      case NoOperation _ -> NoOperation.KIND;
      case MaximumSegmentSize _ -> MaximumSegmentSize.KIND;
      case WindowScale _ -> WindowScale.KIND;
      case SackPermitted _ -> SackPermitted.KIND;
      case Sack _ -> Sack.KIND;
      case Timestamps _ -> Timestamps.KIND;
      case Md5 _ -> Md5.KIND;
      case UserTimeout _ -> UserTimeout.KIND;
      case Authentication _ -> Authentication.KIND;
      case FastOpen _ -> FastOpen.KIND;
      case Unknown(var number, _) -> number;
      case Malformed(var octets) -> octets.u8(0);
    };
  }

  @Override
  default int length() {
    return switch (this) {
      case NoOperation _ -> 1;
      case EndOfList(var behind) -> 1 + behind.length();
      case Malformed(var octets) -> octets.length();
      case SackPermitted _ -> 2;
      case WindowScale _ -> 3;
      case MaximumSegmentSize _, UserTimeout _ -> 4;
      case Sack(var blocks) -> 2 + SackBlock.LENGTH * blocks.size();
      case Timestamps _ -> 10;
      case Md5(var digest) -> 2 + digest.length();
      case Authentication(_, _, var code) -> 4 + code.length();
      case FastOpen(var cookie) -> 2 + cookie.length();
      case Unknown(_, var octets) -> 2 + octets.length();
    };
  }

  /** Every option but the two of one octet has a length (MUST-68). */
  @Override
  default void emit(Writer out) {
    switch (this) {
      case NoOperation _ -> out.u8(NoOperation.KIND);
      case EndOfList(var behind) -> out.u8(EndOfList.KIND).put(behind);
      case Malformed(var octets) -> out.put(octets);
      default -> content(out.u8(kind()).u8(length()));
    }
  }

  private void content(Writer out) {
    switch (this) {
      case NoOperation _, EndOfList _, Malformed _, SackPermitted _ -> {}
      case MaximumSegmentSize(var octets) -> out.u16(octets);
      case WindowScale(var shift) -> out.u8(shift);
      case Sack(var blocks) ->
          blocks.forEach(block -> out.u32(block.left().raw()).u32(block.right().raw()));
      case Timestamps(var value, var echo) -> out.u32(value).u32(echo);
      case Md5(var digest) -> out.put(digest);
      case UserTimeout(var minutes, var value) -> out.u16((minutes ? 0x8000 : 0) | value);
      case Authentication(var key, var next, var code) -> out.u8(key).u8(next).put(code);
      case FastOpen(var cookie) -> out.put(cookie);
      case Unknown(_, var octets) -> out.put(octets);
    }
  }
}
