package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/** An option of the IPv4 header (RFC 791 §3.1, RFC 1122 §3.2.1.8). The end of the list is none. */
public sealed interface Ipv4Option extends Emit {
  int END = 0;
  int NO_OPERATION = 1;
  int RECORD_ROUTE = 7;
  int TIMESTAMP = 68;
  int LOOSE_SOURCE_ROUTE = 131;
  int STRICT_SOURCE_ROUTE = 137;

  /** Fills a gap. */
  record NoOperation() implements Ipv4Option {
    @Override
    public int length() {
      return 1;
    }

    @Override
    public void emit(Writer out) {
      out.u8(NO_OPERATION);
    }
  }

  /**
   * Addresses on the way: recorded, or to be visited.
   *
   * @param type one of RECORD_ROUTE, LOOSE_SOURCE_ROUTE, STRICT_SOURCE_ROUTE
   * @param pointer where the next address stands, counted from 1 at the option's start
   */
  record AddressList(int type, int pointer, Slice addresses) implements Ipv4Option {
    private static final int FIRST = 4;

    @Override
    public int length() {
      return 3 + addresses.length();
    }

    @Override
    public void emit(Writer out) {
      out.u8(type).u8(length()).u8(pointer).put(addresses);
    }

    public boolean isSourceRoute() {
      return type != RECORD_ROUTE;
    }

    /** Whether no address is left to be written or visited. */
    public boolean isDone() {
      return pointer + Ipv4Address.LENGTH - 1 > length();
    }

    /** The same with this address written at the pointer; unchanged where there is no room. */
    public AddressList recorded(Ipv4Address address) {
      if (isDone()) {
        return this;
      }
      int at = pointer - FIRST;
      var out = Writer.allocate(addresses.length());
      out.put(addresses.first(at));
      address.emit(out);
      out.put(addresses.from(at + Ipv4Address.LENGTH));
      return new AddressList(type, pointer + Ipv4Address.LENGTH, out.written());
    }

    /** A source route still to be gone, through these. */
    public static AddressList through(int type, Vector<Ipv4Address> stops) {
      var out = Writer.allocate(stops.length() * Ipv4Address.LENGTH);
      stops.forEach(stop -> stop.emit(out));
      return new AddressList(type, FIRST, out.written());
    }

    /** All addresses in it, in order. */
    public Vector<Ipv4Address> stops() {
      return Vector.range(0, addresses.length() / Ipv4Address.LENGTH)
          .map(at -> Ipv4Address.at(addresses, at * Ipv4Address.LENGTH));
    }
  }

  /**
   * Internet timestamps.
   *
   * @param pointer where the next stamp stands, counted from 1 at the option's start
   * @param overflow hosts that found no room, 0…15
   * @param flag 0 stamps only, 1 each after an address, 3 at prescribed addresses only
   */
  record Timestamp(int pointer, int overflow, int flag, Slice stamps) implements Ipv4Option {
    private static final int FIRST = 5;
    private static final int NON_STANDARD = 0x8000_0000;

    @Override
    public int length() {
      return 4 + stamps.length();
    }

    @Override
    public void emit(Writer out) {
      out.u8(TIMESTAMP).u8(length()).u8(pointer).u8(overflow << 4 | flag).put(stamps);
    }

    /**
     * The same with a stamp written by {@code address}. The time is milliseconds of a clock that
     * does not know midnight, which the high bit says (RFC 791).
     */
    public Timestamp stamped(Ipv4Address address, long millis) {
      int at = pointer - FIRST;
      int size = flag == 0 ? 4 : 8;
      if (at + size > stamps.length()) {
        return overflow < 15 ? new Timestamp(pointer, overflow + 1, flag, stamps) : this;
      }
      if (flag == 3 && !Ipv4Address.at(stamps, at).equals(address)) {
        return this;
      }
      var out = Writer.allocate(stamps.length());
      out.put(stamps.first(at));
      if (flag != 0) {
        address.emit(out);
      }
      out.u32((millis & 0x7fff_ffff) | NON_STANDARD).put(stamps.from(at + size));
      return new Timestamp(pointer + size, overflow, flag, out.written());
    }
  }

  /** Any other, kept as it is. */
  record Unknown(int type, Slice content) implements Ipv4Option {
    @Override
    public int length() {
      return 2 + content.length();
    }

    @Override
    public void emit(Writer out) {
      out.u8(type).u8(length()).put(content);
    }
  }

  /** Reads the options of a header up to the end of the list. */
  static Either<DecodeError, Vector<Ipv4Option>> decode(Slice octets) {
    @Var Vector<Ipv4Option> options = Vector.empty();
    @Var int at = 0;
    while (at < octets.length() && octets.u8(at) != END) {
      if (octets.u8(at) == NO_OPERATION) {
        options = options.append(new NoOperation());
        at++;
        continue;
      }
      int left = octets.length() - at;
      if (left < 2 || octets.u8(at + 1) < 2 || octets.u8(at + 1) > left) {
        return bad(octets, at + 1, "option length", left < 2 ? 0 : octets.u8(at + 1), "2…" + left);
      }
      var option = one(octets.slice(at, octets.u8(at + 1)));
      if (option.isLeft()) {
        return Either.left(option.getLeft());
      }
      options = options.append(option.get());
      at += octets.u8(at + 1);
    }
    return Either.right(options);
  }

  private static Either<DecodeError, Ipv4Option> one(Slice octets) {
    return switch (octets.u8(0)) {
      case RECORD_ROUTE, LOOSE_SOURCE_ROUTE, STRICT_SOURCE_ROUTE -> addressList(octets);
      case TIMESTAMP -> timestamp(octets);
      default -> Either.right(new Unknown(octets.u8(0), octets.from(2)));
    };
  }

  private static Either<DecodeError, Ipv4Option> addressList(Slice octets) {
    if (octets.length() < 3 || octets.length() % 4 != 3) {
      return bad(octets, 1, "option length", octets.length(), "3 and whole addresses");
    }
    int pointer = octets.u8(2);
    return pointer < 4 || pointer % 4 != 0
        ? bad(octets, 2, "option pointer", pointer, "4, 8, 12…")
        : Either.right(new AddressList(octets.u8(0), pointer, octets.from(3)));
  }

  private static Either<DecodeError, Ipv4Option> timestamp(Slice octets) {
    if (octets.length() < 4 || octets.length() % 4 != 0) {
      return bad(octets, 1, "option length", octets.length(), "4 and whole stamps");
    }
    int pointer = octets.u8(2);
    return pointer < 5 || pointer % 4 != 1
        ? bad(octets, 2, "option pointer", pointer, "5, 9, 13…")
        : Either.right(
            new Timestamp(pointer, octets.u8(3) >>> 4, octets.u8(3) & 0xf, octets.from(4)));
  }

  private static <T> Either<DecodeError, T> bad(
      Slice octets, int at, String field, long found, String expected) {
    return Either.left(
        new DecodeError.BadField(Ipv4Header.LAYER, octets.offset() + at, field, found, expected));
  }

  /** The options as they stand in a header, padded with ends of the list. */
  static Slice emit(Vector<Ipv4Option> options) {
    int length = options.map(Emit::length).sum().intValue();
    var out = Writer.allocate((length + 3) / 4 * 4);
    for (var option : options) {
      option.emit(out);
    }
    return out.zeros(-length & 3).written();
  }

  /** Those that go into every fragment: the copied flag is set (RFC 791). */
  static Slice copied(Slice octets) {
    return octets.isEmpty()
        ? octets
        : decode(octets).fold(_ -> Slice.EMPTY, all -> emit(all.filter(Ipv4Option::isCopied)));
  }

  private boolean isCopied() {
    return switch (this) {
      case NoOperation _, Timestamp _ -> false;
      case AddressList list -> list.isSourceRoute();
      case Unknown(var type, _) -> (type & 0x80) != 0;
    };
  }
}
