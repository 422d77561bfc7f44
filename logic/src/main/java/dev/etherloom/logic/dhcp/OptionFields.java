package dev.etherloom.logic.dhcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Options spread over the fields that carry them, in the order in which a receiver joins them: the
 * vendor area, the boot file's field, the server name's (RFC 3396 §5).
 */
record OptionFields(Vector<RawOption> vendor, Vector<RawOption> file, Vector<RawOption> sname) {
  /** BOOTP's vendor area: shorter messages are dropped by some relays (RFC 1542 §2.1). */
  private static final int LEAST = 64;

  private static final int END = 1;
  private static final int OVERLOAD = RawOption.HEADER + 1;

  /** All of them in the vendor area. */
  static OptionFields plain(Vector<DhcpOption> options) {
    return new OptionFields(pieces(options), Vector.empty(), Vector.empty());
  }

  private static Vector<RawOption> pieces(Vector<DhcpOption> options) {
    return options.reject(OptionFields::isFraming).flatMap(DhcpOption::pieces);
  }

  private static boolean isFraming(DhcpOption option) {
    return option instanceof DhcpOption.Pad
        || option instanceof DhcpOption.End
        || option instanceof DhcpOption.Overload;
  }

  /** Within {@code room} octets of vendor area, then in the fields that are free; or none. */
  static Option<OptionFields> pack(
      Vector<DhcpOption> options, int room, boolean fileFree, boolean snameFree) {
    var pieces = pieces(options);
    int ready = Math.max(room, LEAST) - DhcpMessage.COOKIE_LENGTH - END;
    var overloaded =
        Vector.of(
            ready - OVERLOAD,
            fileFree ? DhcpMessage.FILE - END : 0,
            snameFree ? DhcpMessage.SNAME - END : 0);
    return fill(pieces, Vector.of(ready, 0, 0), false)
        .orElse(() -> fill(pieces, overloaded, false))
        .orElse(() -> fill(pieces, overloaded, true))
        .map(fields -> new OptionFields(fields.get(0), fields.get(1), fields.get(2)));
  }

  /** Each field in turn until the next piece does not fit, or, if it may be split, is full. */
  private static Option<Vector<Vector<RawOption>>> fill(
      Vector<RawOption> pieces, Vector<Integer> rooms, boolean splitting) {
    @Var var fields = rooms.map(_ -> Vector.<RawOption>empty());
    @Var int field = 0;
    @Var int left = rooms.get(0);
    for (var piece : pieces) {
      @Var var rest = piece;
      while (rest.length() > left) {
        int some = left - RawOption.HEADER;
        if (splitting && some > 0) {
          var head = new RawOption(rest.code(), 0, rest.content().first(some));
          fields = fields.update(field, all -> all.append(head));
          rest = new RawOption(rest.code(), 0, rest.content().from(some));
        }
        field++;
        if (field == rooms.length()) {
          return Option.none();
        }
        left = rooms.get(field);
      }
      var whole = rest;
      fields = fields.update(field, all -> all.append(whole));
      left -= whole.length();
    }
    return left < 0 ? Option.none() : Option.some(fields);
  }

  /** The message; a field that carries options loses what it had. */
  DhcpMessage message(DhcpHeader header, Slice snameText, Slice fileText) {
    int overload =
        (file.isEmpty() ? 0 : DhcpOption.Overload.FILE)
            | (sname.isEmpty() ? 0 : DhcpOption.Overload.SNAME);
    var all =
        overload == 0
            ? vendor
            : vendor.append(new RawOption(DhcpOption.OVERLOAD, 0, Slice.of(overload)));
    int size = DhcpMessage.COOKIE_LENGTH + lengthOf(all) + END;
    var out = Writer.allocate(Math.max(size, LEAST)).u32(DhcpMessage.COOKIE);
    all.forEach(out::put);
    return new DhcpMessage(
        header,
        sname.isEmpty() ? snameText : ended(sname, DhcpMessage.SNAME),
        file.isEmpty() ? fileText : ended(file, DhcpMessage.FILE),
        out.u8(DhcpOption.END).zeros(Math.max(0, LEAST - size)).written());
  }

  private static Slice ended(Vector<RawOption> options, int size) {
    var out = Writer.allocate(size);
    options.forEach(out::put);
    return out.u8(DhcpOption.END).zeros(size - out.length()).written();
  }

  private static int lengthOf(Vector<RawOption> options) {
    return options.map(Emit::length).sum().intValue();
  }
}
