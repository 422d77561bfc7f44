package dev.etherloom.logic.igmp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.GroupRecord;
import dev.etherloom.logic.ip.Walk;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/** A message of IGMP, any version. */
public sealed interface IgmpMessage extends Emit {
  String LAYER = "igmp";

  /** What it says of groups. */
  GroupRecord.Form<Ipv4Address> RECORDS =
      new GroupRecord.Form<>(LAYER, Ipv4Address.LENGTH, Ipv4Address::at);

  /** Octets of the shortest message. */
  int HEADER = 8;

  /** 0…255. */
  int type();

  /** The octet behind the type: a response time, or unused. */
  int code();

  /** Writes what stands behind the checksum. */
  void emitContent(Writer out);

  /**
   * Who is a member? Version 1 or 2 (RFC 2236 §2).
   *
   * @param code tenths of a second within which to answer, 0…255; 0: version 1, ten seconds
   * @param group unspecified: any
   */
  record Query(int code, Ipv4Address group) implements IgmpMessage {
    public static final int TYPE = 0x11;

    public boolean isVersion1() {
      return code == 0;
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int length() {
      return HEADER;
    }

    @Override
    public void emitContent(Writer out) {
      group.emit(out);
    }
  }

  /**
   * Who is a member? Version 3 (RFC 3376 §4.1).
   *
   * @param code 0…255, see {@link #maxTenths}
   * @param group unspecified: any
   * @param flags four reserved bits, suppress router-side processing, and the querier's robustness
   *     variable (three bits)
   * @param intervalCode 0…255, see {@link #querySeconds}
   * @param sources none: any
   */
  record QueryV3(
      int code, Ipv4Address group, int flags, int intervalCode, Vector<Ipv4Address> sources)
      implements IgmpMessage {
    private static final int FIXED = 12;

    /** Tenths of a second within which to answer (RFC 3376 §4.1.1). */
    public int maxTenths() {
      return expanded(code);
    }

    /** Seconds between the querier's queries (RFC 3376 §4.1.7). */
    public int querySeconds() {
      return expanded(intervalCode);
    }

    private static int expanded(int code) {
      return code < 0x80 ? code : ((code & 0xf) | 0x10) << (3 + (code >>> 4 & 7));
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
    public int length() {
      return FIXED + sources.length() * Ipv4Address.LENGTH;
    }

    @Override
    public void emitContent(Writer out) {
      group.emit(out);
      out.u8(flags).u8(intervalCode).u16(sources.length());
      sources.forEach(it -> it.emit(out));
    }
  }

  /**
   * I am a member, or leave (RFC 1112 appendix I, RFC 2236 §2).
   *
   * @param type version 1 report, version 2 report, or leave
   * @param code should be zero
   */
  record Membership(int type, int code, Ipv4Address group) implements IgmpMessage {
    public static final int REPORT_V1 = 0x12;
    public static final int REPORT_V2 = 0x16;
    public static final int LEAVE = 0x17;

    @Override
    public int length() {
      return HEADER;
    }

    @Override
    public void emitContent(Writer out) {
      group.emit(out);
    }
  }

  /**
   * What I receive. Version 3 (RFC 3376 §4.2).
   *
   * @param code should be zero
   * @param reserved 16 bits that should be zero
   */
  record ReportV3(int code, int reserved, Vector<GroupRecord<Ipv4Address>> records)
      implements IgmpMessage {
    public static final int TYPE = 0x22;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public int length() {
      return HEADER + records.map(Emit::length).sum().intValue();
    }

    @Override
    public void emitContent(Writer out) {
      out.u16(reserved).u16(records.length());
      records.forEach(out::put);
    }
  }

  /**
   * Any other, kept as it is: multicast routing (DVMRP, PIM version 1, mtrace…).
   *
   * @param body what follows the checksum
   */
  record Other(int type, int code, Slice body) implements IgmpMessage {
    @Override
    public int length() {
      return 4 + body.length();
    }

    @Override
    public void emitContent(Writer out) {
      out.put(body);
    }
  }

  /** Reads a message; its checksum has to be right. */
  static Either<DecodeError, IgmpMessage> decode(Slice octets) {
    var message = read(octets);
    return message.isLeft() || InternetChecksum.of(octets).verifies()
        ? message
        : Either.left(new DecodeError.BadChecksum(LAYER, octets.offset() + 2, octets.u16(2)));
  }

  /**
   * Reads a message whatever its checksum; which version a query is, its length says (RFC 3376
   * §7.1).
   */
  static Either<DecodeError, IgmpMessage> read(Slice octets) {
    if (octets.length() < HEADER) {
      return tooShort(octets, HEADER, "header");
    }
    int type = octets.u8(0);
    int code = octets.u8(1);
    return switch (type) {
      case Query.TYPE -> query(octets);
      case Membership.REPORT_V1, Membership.REPORT_V2, Membership.LEAVE ->
          Either.right(new Membership(type, code, Ipv4Address.at(octets, 4)));
      case ReportV3.TYPE ->
          records(octets).all().map(all -> new ReportV3(code, octets.u16(4), all));
      default -> Either.right(new Other(type, code, octets.from(4)));
    };
  }

  /** The records of a version 3 report with their places, up to the first damaged one. */
  static Walk<GroupRecord<Ipv4Address>> records(Slice octets) {
    return octets.length() < HEADER || octets.u8(0) != ReportV3.TYPE
        ? Walk.nothing()
        : Walk.over(octets.from(HEADER), octets.u16(6), RECORDS::decode);
  }

  private static Either<DecodeError, IgmpMessage> query(Slice octets) {
    int code = octets.u8(1);
    var group = Ipv4Address.at(octets, 4);
    if (octets.length() == HEADER) {
      return Either.right(new Query(code, group));
    }
    if (octets.length() < QueryV3.FIXED) {
      return tooShort(octets, QueryV3.FIXED, "query");
    }
    int count = octets.u16(10);
    int required = QueryV3.FIXED + count * Ipv4Address.LENGTH;
    return required > octets.length()
        ? tooShort(octets, required, "number of sources")
        : Either.right(
            new QueryV3(
                code,
                group,
                octets.u8(8),
                octets.u8(9),
                RECORDS.addresses(octets.from(QueryV3.FIXED), count)));
  }

  private static <T> Either<DecodeError, T> tooShort(Slice octets, int required, String claimedBy) {
    return Either.left(
        new DecodeError.TooShort(LAYER, octets.offset(), required, octets.length(), claimedBy));
  }

  @Override
  default void emit(Writer out) {
    int start = out.position();
    out.u8(type()).u8(code()).u16(0);
    emitContent(out);
    out.patch16(start + 2, out.checksumFrom(start).value());
  }
}
