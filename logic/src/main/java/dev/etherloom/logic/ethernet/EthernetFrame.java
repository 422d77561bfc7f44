package dev.etherloom.logic.ethernet;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Vlan;
import io.vavr.control.Either;

/**
 * An Ethernet II frame: a header and what it carries, any padding included.
 *
 * @param payload all octets behind the header; a short packet is followed by padding
 */
public record EthernetFrame(EthernetHeader header, Slice payload) implements Emit {
  static final String LAYER = "ethernet";

  /**
   * Reads the header and its tags. Refused: fewer octets than the header, more than two tags, and a
   * type field below 0x0600, which makes it an IEEE 802.3 frame.
   */
  public static Either<DecodeError, EthernetFrame> decode(Slice octets) {
    if (octets.length() < EthernetHeader.LENGTH) {
      return Either.left(
          new DecodeError.TooShort(
              LAYER, octets.offset(), EthernetHeader.LENGTH, octets.length(), "header"));
    }
    @Var Vlan vlan = Vlan.UNTAGGED;
    @Var int at = 2 * MacAddress.LENGTH;
    @Var int type = octets.u16(at);
    while (type == EtherType.VLAN.value() || type == EtherType.SERVICE_VLAN.value()) {
      if (vlan.tags().length() == Vlan.MAX_TAGS) {
        return Either.left(
            new DecodeError.BadField(
                LAYER, octets.offset() + at, "type", type, "at most two VLAN tags"));
      }
      if (octets.length() < at + Vlan.Tag.LENGTH + 2) {
        return Either.left(
            new DecodeError.TooShort(
                LAYER, octets.offset() + at, 6, octets.length() - at, "VLAN tag"));
      }
      vlan = new Vlan(vlan.tags().append(new Vlan.Tag(new EtherType(type), octets.u16(at + 2))));
      at += Vlan.Tag.LENGTH;
      type = octets.u16(at);
    }
    if (type < EtherType.LOWEST) {
      return Either.left(
          new DecodeError.BadField(
              LAYER, octets.offset() + at, "802.3 length", type, "an EtherType"));
    }
    var header =
        new EthernetHeader(
            MacAddress.at(octets, 0),
            MacAddress.at(octets, MacAddress.LENGTH),
            vlan,
            new EtherType(type));
    return Either.right(new EthernetFrame(header, octets.from(at + 2)));
  }

  @Override
  public int length() {
    return header.length() + payload.length();
  }

  @Override
  public void emit(Writer out) {
    header.emit(out);
    out.put(payload);
  }
}
