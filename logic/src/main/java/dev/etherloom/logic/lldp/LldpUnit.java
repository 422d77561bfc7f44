package dev.etherloom.logic.lldp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.lldp.LldpTlv.ChassisId;
import dev.etherloom.logic.lldp.LldpTlv.PortId;
import dev.etherloom.logic.lldp.LldpTlv.TimeToLive;
import dev.etherloom.logic.lldp.LldpWalk.Placed;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * A unit (LLDPDU) as IEEE 802.1AB §8.2 has it: three TLVs that must be there, in this order.
 *
 * @param others all behind them but the end, in their order
 */
public record LldpUnit(ChassisId chassis, PortId port, TimeToLive life, Vector<LldpTlv> others)
    implements Emit {
  /** Reads a unit; padding behind its end is cut off. A damaged TLV refuses the whole. */
  public static Either<DecodeError, LldpUnit> decode(Slice octets) {
    var walk = LldpWalk.of(octets);
    var tlvs = walk.tlvs();
    if (walk.damage().isDefined()) {
      return Either.left(walk.damage().get());
    }
    if (tlvs.length() < 3) {
      int at = walk.rest().offset();
      return Either.left(
          new DecodeError.BadField(LldpWalk.LAYER, at, "TLVs", tlvs.length(), "at least three"));
    }
    var again = tlvs.drop(3).find(placed -> isMandatory(placed.tlv()));
    if (again.isDefined()) {
      return bad(again.get(), "chassis, port and life once");
    }
    if (!(tlvs.get(0).tlv() instanceof ChassisId chassis)) {
      return bad(tlvs.get(0), "1, the chassis");
    }
    if (!(tlvs.get(1).tlv() instanceof PortId port)) {
      return bad(tlvs.get(1), "2, the port");
    }
    return tlvs.get(2).tlv() instanceof TimeToLive life
        ? Either.right(new LldpUnit(chassis, port, life, tlvs.drop(3).map(Placed::tlv)))
        : bad(tlvs.get(2), "3, the time to live");
  }

  private static boolean isMandatory(LldpTlv tlv) {
    return tlv.type() <= LldpTlv.TIME_TO_LIVE;
  }

  private static Either<DecodeError, LldpUnit> bad(Placed found, String expected) {
    return Either.left(
        new DecodeError.BadField(
            LldpWalk.LAYER, found.offset(), "type", found.tlv().type(), expected));
  }

  @Override
  public int length() {
    return chassis.length()
        + port.length()
        + life.length()
        + others.foldLeft(LldpTlv.HEADER, (sum, tlv) -> sum + tlv.length());
  }

  @Override
  public void emit(Writer out) {
    out.put(chassis).put(port).put(life);
    others.forEach(out::put);
    out.u16(LldpTlv.END);
  }
}
