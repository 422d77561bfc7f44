package dev.etherloom.logic.mld;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.GroupRecord;
import dev.etherloom.logic.ip.Walk;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * A message of multicast listener discovery. Codes other than zero are ignored, as they must be.
 */
public sealed interface MldMessage {
  String LAYER = "mld";

  /** What it says of groups. */
  GroupRecord.Form<Ipv6Address> RECORDS =
      new GroupRecord.Form<>(LAYER, Ipv6Address.LENGTH, Ipv6Address::at);

  /** The ICMPv6 type: 130, 131, 132 or 143. */
  int type();

  /** The second word of the ICMPv6 header. */
  int word();

  /** What stands behind that word. */
  Emit content();

  /**
   * Who listens? Version 1 (RFC 2710 §3).
   *
   * @param maxDelay milliseconds within which to answer, 0…65535
   * @param reserved 16 bits that should be zero
   * @param group unspecified: any
   */
  record Query(int maxDelay, int reserved, Ipv6Address group) implements MldMessage {
    public static final int TYPE = 130;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return maxDelay << 16 | reserved;
    }

    @Override
    public Emit content() {
      return octets(group);
    }
  }

  /**
   * Who listens? Version 2 (RFC 3810 §5.1).
   *
   * @param maxResponseCode 0…65535, see {@link #maxDelay}
   * @param reserved 16 bits that should be zero
   * @param group unspecified: any
   * @param flags four reserved bits, suppress router-side processing, and the querier's robustness
   *     variable (three bits)
   * @param intervalCode 0…255, see {@link #querySeconds}
   * @param sources none: any
   */
  record QueryV2(
      int maxResponseCode,
      int reserved,
      Ipv6Address group,
      int flags,
      int intervalCode,
      Vector<Ipv6Address> sources)
      implements MldMessage {
    private static final int FIXED = 20;

    /** Milliseconds within which to answer (RFC 3810 §5.1.3). */
    public int maxDelay() {
      return maxResponseCode < 0x8000
          ? maxResponseCode
          : ((maxResponseCode & 0xfff) | 0x1000) << (3 + (maxResponseCode >>> 12 & 7));
    }

    /** Seconds between the querier's queries (RFC 3810 §5.1.9). */
    public int querySeconds() {
      return intervalCode < 0x80
          ? intervalCode
          : ((intervalCode & 0xf) | 0x10) << (3 + (intervalCode >>> 4 & 7));
    }

    public boolean isSuppressing() {
      return (flags & 8) != 0;
    }

    /** The querier's robustness variable, 0…7. */
    public int robustness() {
      return flags & 7;
    }

    @Override
    public int type() {
      return Query.TYPE;
    }

    @Override
    public int word() {
      return maxResponseCode << 16 | reserved;
    }

    @Override
    public Emit content() {
      var out = Writer.allocate(FIXED + sources.length() * Ipv6Address.LENGTH);
      group.emit(out);
      out.u8(flags).u8(intervalCode).u16(sources.length());
      sources.forEach(it -> it.emit(out));
      return out.written();
    }
  }

  /**
   * I listen. Version 1 (RFC 2710 §3).
   *
   * @param word 32 bits that should be zero
   */
  record Report(int word, Ipv6Address group) implements MldMessage {
    public static final int TYPE = 131;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public Emit content() {
      return octets(group);
    }
  }

  /**
   * I listen no longer. Version 1 (RFC 2710 §3).
   *
   * @param word 32 bits that should be zero
   */
  record Done(int word, Ipv6Address group) implements MldMessage {
    public static final int TYPE = 132;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public Emit content() {
      return octets(group);
    }
  }

  /**
   * What I listen to. Version 2 (RFC 3810 §5.2).
   *
   * @param reserved 16 bits that should be zero
   */
  record ReportV2(int reserved, Vector<GroupRecord<Ipv6Address>> records) implements MldMessage {
    public static final int TYPE = 143;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int word() {
      return reserved << 16 | records.length();
    }

    @Override
    public Emit content() {
      var out = Writer.allocate(records.map(Emit::length).sum().intValue());
      records.forEach(out::put);
      return out.written();
    }
  }

  private static Slice octets(Ipv6Address group) {
    var out = Writer.allocate(Ipv6Address.LENGTH);
    group.emit(out);
    return out.written();
  }

  /** Whether messages of that ICMPv6 type are read here. */
  static boolean isType(int type) {
    return switch (type) {
      case Query.TYPE, Report.TYPE, Done.TYPE, ReportV2.TYPE -> true;
      default -> false;
    };
  }

  /** Reads a message of either version; which one a query is, its length says (RFC 3810 §8.1). */
  static Either<DecodeError, MldMessage> decode(Icmpv6Message message) {
    int word = message.word();
    var body = message.body();
    return switch (message.type()) {
      case Query.TYPE -> sized(body).flatMap(_ -> query(word, body));
      case Report.TYPE -> sized(body).map(group -> new Report(word, group));
      case Done.TYPE -> sized(body).map(group -> new Done(word, group));
      case ReportV2.TYPE -> records(message).all().map(all -> new ReportV2(word >>> 16, all));
      default ->
          Either.left(
              new DecodeError.BadField(
                  LAYER,
                  body.offset() - Icmpv6Message.HEADER,
                  "type",
                  message.type(),
                  "130, 131, 132 or 143"));
    };
  }

  /** The records of a version 2 report with their places, up to the first damaged one. */
  static Walk<GroupRecord<Ipv6Address>> records(Icmpv6Message message) {
    return message.type() == ReportV2.TYPE
        ? Walk.over(message.body(), message.word() & 0xffff, RECORDS::decode)
        : Walk.nothing();
  }

  private static Either<DecodeError, Ipv6Address> sized(Slice body) {
    return body.length() < Ipv6Address.LENGTH
        ? tooShort(body, Ipv6Address.LENGTH, "group address")
        : Either.right(Ipv6Address.at(body, 0));
  }

  private static Either<DecodeError, MldMessage> query(int word, Slice body) {
    var group = Ipv6Address.at(body, 0);
    int delay = word >>> 16;
    int reserved = word & 0xffff;
    if (body.length() == Ipv6Address.LENGTH) {
      return Either.right(new Query(delay, reserved, group));
    }
    if (body.length() < QueryV2.FIXED) {
      return tooShort(body, QueryV2.FIXED, "query");
    }
    int count = body.u16(18);
    int required = QueryV2.FIXED + count * Ipv6Address.LENGTH;
    return required > body.length()
        ? tooShort(body, required, "number of sources")
        : Either.right(
            new QueryV2(
                delay,
                reserved,
                group,
                body.u8(16),
                body.u8(17),
                RECORDS.addresses(body.from(QueryV2.FIXED), count)));
  }

  private static <T> Either<DecodeError, T> tooShort(Slice body, int required, String claimedBy) {
    return Either.left(
        new DecodeError.TooShort(LAYER, body.offset(), required, body.length(), claimedBy));
  }

  /** The message as ICMPv6 carries it. */
  default Icmpv6Message toIcmp() {
    return new Icmpv6Message.Other(type(), 0, word(), content().toSlice());
  }
}
