package dev.etherloom.logic.decode.filter;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Fields;
import dev.etherloom.logic.decode.Layer;
import dev.etherloom.logic.decode.LinkField;
import dev.etherloom.logic.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** The octets of a layer together with all that it carries. */
final class Carried {
  private Carried() {}

  /**
   * From the layer's first octet on to the end of the frame, less what follows a frame's payload;
   * of a layer that was put together from several frames, the octets of it and the layers in it.
   */
  static Slice from(Decoded frame, int index) {
    var octets = frame.layers().get(index).octets();
    if (!isWithin(frame.octets(), octets)) {
      return together(frame, index);
    }
    int least = octets.offset() + octets.length();
    int end = index == 0 ? frame.octets().length() : Math.max(least, payloadEnd(frame));
    return frame.octets().slice(octets.offset(), end - octets.offset());
  }

  private static boolean isWithin(Slice frame, Slice octets) {
    return octets.offset() + octets.length() <= frame.length()
        && frame.slice(octets.offset(), octets.length()).equals(octets);
  }

  private static Slice together(Decoded frame, int index) {
    var parts =
        frame
            .layers()
            .drop(index)
            .map(Layer::octets)
            .filter(octets -> !isWithin(frame.octets(), octets));
    var out = Writer.allocate(parts.foldLeft(0, (sum, octets) -> sum + octets.length()));
    parts.forEach(out::put);
    return out.written();
  }

  /** Where padding and the like begin. */
  private static int payloadEnd(Decoded frame) {
    var trailers = new Trailers(new ArrayList<>());
    frame
        .layers()
        .filter(layer -> isLink(layer) && isWithin(frame.octets(), layer.octets()))
        .forEach(layer -> layer.fields(trailers));
    return trailers.offsets().stream().reduce(frame.octets().length(), Math::min);
  }

  private static boolean isLink(Layer layer) {
    return switch (layer.protocol()) {
      case ETHERNET, VLAN, SERVICE_VLAN -> true;
      default -> false;
    };
  }

  /** Notes where what follows a payload stands. */
  private record Trailers(List<Integer> offsets) implements Fields {
    @Override
    public void number(Field field, int offset, int length, long value) {
      if (field == LinkField.ETH_FCS) {
        offsets.add(offset);
      }
    }

    @Override
    public void octets(Field field, Slice value) {
      if (field == LinkField.ETH_PADDING
          || field == LinkField.ETH_TRAILER
          || field == LinkField.VLAN_TRAILER) {
        offsets.add(value.offset());
      }
    }

    @Override
    public void address(Field field, int offset, IpAddress value) {}

    @Override
    public void mac(Field field, int offset, MacAddress value) {}

    @Override
    public void text(Field field, int offset, int length, String value) {}
  }
}
