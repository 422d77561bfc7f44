package dev.etherloom.logic.lldp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.lldp.LldpTlv.Text;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What a unit holds, as far as it can be read: in whatever order, up to its end or to the first
 * damaged TLV.
 *
 * @param tlvs the whole ones
 * @param damage why it went no further; none if the end was reached
 * @param rest from the damaged TLV on, or what stands behind the end: padding
 */
public record LldpWalk(Vector<Placed> tlvs, Option<DecodeError> damage, Slice rest) {
  static final String LAYER = "lldp";

  /**
   * A TLV and where it stands.
   *
   * @param octets all of it, type and length included
   */
  public record Placed(Slice octets, LldpTlv tlv) {
    /** Counted from the frame's start. */
    public int offset() {
      return octets.offset();
    }
  }

  /** Walks a unit. One that just stops, without the TLV that ends it, is at its end too. */
  public static LldpWalk of(Slice octets) {
    @Var Vector<Placed> tlvs = Vector.empty();
    @Var Slice rest = octets;
    while (!rest.isEmpty()) {
      var octetsOfOne = cut(rest);
      if (octetsOfOne.isLeft()) {
        return new LldpWalk(tlvs, Option.some(octetsOfOne.getLeft()), rest);
      }
      var whole = octetsOfOne.get();
      if (whole.u16(0) == LldpTlv.END) {
        return new LldpWalk(tlvs, Option.none(), rest.from(LldpTlv.HEADER));
      }
      var tlv = one(whole);
      if (tlv.isLeft()) {
        return new LldpWalk(tlvs, Option.some(tlv.getLeft()), rest);
      }
      tlvs = tlvs.append(new Placed(whole, tlv.get()));
      rest = rest.from(whole.length());
    }
    return new LldpWalk(tlvs, Option.none(), rest);
  }

  private static Either<DecodeError, Slice> cut(Slice rest) {
    if (rest.length() < LldpTlv.HEADER) {
      return tooShort(rest, LldpTlv.HEADER, "TLV header");
    }
    int size = LldpTlv.HEADER + (rest.u16(0) & LldpTlv.MAX_CONTENT);
    return rest.length() < size ? tooShort(rest, size, "length") : Either.right(rest.first(size));
  }

  private static Either<DecodeError, LldpTlv> one(Slice whole) {
    int type = whole.u8(0) >>> 1;
    var content = whole.from(LldpTlv.HEADER);
    int size = content.length();
    return switch (type) {
      case LldpTlv.END -> badLength(whole, "0");
      case LldpTlv.CHASSIS_ID ->
          size < 2 || size > 256
              ? badLength(whole, "2…256")
              : Either.right(new LldpTlv.ChassisId(content.u8(0), content.from(1)));
      case LldpTlv.PORT_ID ->
          size < 2 || size > 256
              ? badLength(whole, "2…256")
              : Either.right(new LldpTlv.PortId(content.u8(0), content.from(1)));
      case LldpTlv.TIME_TO_LIVE ->
          size == 2 ? Either.right(new LldpTlv.TimeToLive(content.u16(0))) : badLength(whole, "2");
      case LldpTlv.PORT_DESCRIPTION -> Either.right(new Text(Text.Kind.PORT, content));
      case LldpTlv.SYSTEM_NAME -> Either.right(new Text(Text.Kind.NAME, content));
      case LldpTlv.SYSTEM_DESCRIPTION -> Either.right(new Text(Text.Kind.SYSTEM, content));
      case LldpTlv.CAPABILITIES ->
          size == 4
              ? Either.right(new LldpTlv.Capabilities(content.u16(0), content.u16(2)))
              : badLength(whole, "4");
      case LldpTlv.MANAGEMENT_ADDRESS -> ManagementAddress.decode(content);
      case LldpTlv.ORGANISATION ->
          size < 4
              ? badLength(whole, "4…511")
              : Either.right(
                  new LldpTlv.Organisation(content.i32(0) >>> 8, content.u8(3), content.from(4)));
      default -> Either.right(new LldpTlv.Unknown(type, content));
    };
  }

  private static Either<DecodeError, LldpTlv> badLength(Slice whole, String expected) {
    int found = whole.length() - LldpTlv.HEADER;
    return Either.left(
        new DecodeError.BadField(LAYER, whole.offset() + 1, "length", found, expected));
  }

  private static Either<DecodeError, Slice> tooShort(Slice rest, int required, String field) {
    return Either.left(
        new DecodeError.TooShort(LAYER, rest.offset(), required, rest.length(), field));
  }
}
