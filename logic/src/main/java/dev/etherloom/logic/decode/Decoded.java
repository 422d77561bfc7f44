package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import io.vavr.collection.Array;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A frame, decoded.
 *
 * @param number counted from 1
 * @param unixNanos when, in nanoseconds since 1970-01-01 UTC
 * @param linkType as in capture files; none for what is no packet
 * @param octets what the capture holds
 * @param reported octets there were on the wire
 * @param layers from the outside in
 * @param comments what people wrote about it
 */
public record Decoded(
    long number,
    Option<Long> unixNanos,
    Option<Integer> linkType,
    Slice octets,
    long reported,
    Array<Layer> layers,
    Vector<String> comments) {

  /** As Wireshark's {@code frame.protocols}: {@code eth:ethertype:ip:udp:dns}. */
  public String protocols() {
    var path = new StringBuilder();
    for (var layer : layers) {
      if (layer.protocol() != Protocol.MALFORMED && layer.protocol() != Protocol.SHORT) {
        path.append(path.isEmpty() ? "" : ":").append(layer.path());
      }
    }
    return path.toString();
  }

  /** Tells the fields of the frame itself and of all layers. */
  public void fields(Fields out) {
    about(out);
    for (var layer : layers) {
      layer.fields(out);
    }
  }

  /** Tells the fields of the frame itself. */
  public void about(Fields out) {
    out.number(LinkField.FRAME_NUMBER, 0, 0, number);
    if (unixNanos.isDefined() && out.wants(LinkField.FRAME_TIME_EPOCH)) {
      out.text(LinkField.FRAME_TIME_EPOCH, 0, 0, seconds(unixNanos.get()));
    }
    out.number(LinkField.FRAME_LEN, 0, 0, reported);
    out.number(LinkField.FRAME_CAP_LEN, 0, 0, octets.length());
    if (linkType.isDefined()) {
      out.number(LinkField.FRAME_ENCAP_TYPE, 0, 0, encapsulation(linkType.get()));
    }
    if (out.wants(LinkField.FRAME_PROTOCOLS)) {
      out.text(LinkField.FRAME_PROTOCOLS, 0, 0, protocols());
    }
    for (var comment : comments) {
      out.text(LinkField.FRAME_COMMENT, 0, 0, comment);
    }
  }

  /** Wireshark's own number for a link type, where we know the link. */
  private static int encapsulation(int type) {
    return switch (type) {
      case LinkTypes.ETHERNET -> 1;
      case LinkTypes.NULL, LinkTypes.LOOP -> 15;
      case LinkTypes.COOKED -> 25;
      case LinkTypes.COOKED_2 -> 210;
      default -> LinkTypes.isRaw(type) ? 7 : type;
    };
  }

  private static String seconds(long nanos) {
    long whole = Math.floorDiv(nanos, 1_000_000_000L);
    String part = Long.toString(1_000_000_000L + Math.floorMod(nanos, 1_000_000_000L));
    return whole + "." + part.substring(1);
  }
}
