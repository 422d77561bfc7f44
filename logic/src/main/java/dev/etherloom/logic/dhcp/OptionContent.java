package dev.etherloom.logic.dhcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/** The few shapes that the content of options has (RFC 2132), read with their rules, and made. */
final class OptionContent {
  private OptionContent() {}

  static Either<DecodeError, DhcpOption> fixed(
      RawOption raw, int size, Function<Slice, DhcpOption> read) {
    return raw.content().length() == size
        ? Either.right(read.apply(raw.content()))
        : badLength(raw, "" + size);
  }

  static Either<DecodeError, DhcpOption> atLeast(
      RawOption raw, int least, Function<Slice, DhcpOption> read) {
    return raw.content().length() >= least
        ? Either.right(read.apply(raw.content()))
        : badLength(raw, "at least " + least);
  }

  static Either<DecodeError, DhcpOption> address(
      RawOption raw, Function<Ipv4Address, DhcpOption> make) {
    return fixed(raw, Ipv4Address.LENGTH, content -> make.apply(Ipv4Address.at(content, 0)));
  }

  static Either<DecodeError, DhcpOption> seconds(RawOption raw, LongFunction<DhcpOption> make) {
    return fixed(raw, 4, content -> make.apply(content.u32(0)));
  }

  /** One address at least, and whole ones. */
  static Either<DecodeError, DhcpOption> addresses(
      RawOption raw, Function<Vector<Ipv4Address>, DhcpOption> make) {
    var content = raw.content();
    if (content.isEmpty() || content.length() % Ipv4Address.LENGTH != 0) {
      return badLength(raw, "4, 8, 12…");
    }
    @Var Vector<Ipv4Address> addresses = Vector.empty();
    for (int at = 0; at < content.length(); at += Ipv4Address.LENGTH) {
      addresses = addresses.append(Ipv4Address.at(content, at));
    }
    return Either.right(make.apply(addresses));
  }

  /** Sixteen bits, of which the RFC sets the least value. */
  static Either<DecodeError, DhcpOption> number(
      RawOption raw, int least, IntFunction<DhcpOption> make) {
    if (raw.content().length() != 2) {
      return badLength(raw, "2");
    }
    int value = raw.content().u16(0);
    return value < least
        ? bad(raw, RawOption.HEADER, "value", value, "at least " + least)
        : Either.right(make.apply(value));
  }

  static Either<DecodeError, DhcpOption> overload(RawOption raw) {
    if (raw.content().length() != 1) {
      return badLength(raw, "1");
    }
    int fields = raw.content().u8(0);
    return fields < DhcpOption.Overload.FILE || fields > 3
        ? bad(raw, RawOption.HEADER, "value", fields, "1, 2 or 3")
        : Either.right(new DhcpOption.Overload(fields));
  }

  private static Either<DecodeError, DhcpOption> badLength(RawOption raw, String expected) {
    return bad(raw, 1, "length", raw.content().length(), expected);
  }

  private static Either<DecodeError, DhcpOption> bad(
      RawOption raw, int at, String what, int found, String expected) {
    return Either.left(
        new DecodeError.BadField(
            DhcpMessage.LAYER,
            raw.offset() + at,
            what + " of option " + raw.code(),
            found,
            expected));
  }

  static Slice u16(int value) {
    return Writer.allocate(2).u16(value).written();
  }

  static Slice u32(long value) {
    return Writer.allocate(4).u32(value).written();
  }

  static Slice octets(Vector<Ipv4Address> addresses) {
    var out = Writer.allocate(addresses.length() * Ipv4Address.LENGTH);
    addresses.forEach(address -> address.emit(out));
    return out.written();
  }

  static Slice joined(Vector<? extends Emit> parts) {
    var out = Writer.allocate(parts.foldLeft(0, (sum, part) -> sum + part.length()));
    parts.forEach(out::put);
    return out.written();
  }
}
