package dev.etherloom.logic.ndp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.Walk;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * One domain name of a search list (RFC 8106 §5.2, RFC 1035 §3.1).
 *
 * @param labels each 1…63 octets, without the empty one at the name's end; none: an octet of
 *     padding
 */
record SearchName(Vector<Slice> labels) implements Emit {
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST = 255;

  /** Reads names and padding until the octets end. */
  static Walk<SearchName> walk(Slice octets) {
    return Walk.over(octets, SearchName::decode);
  }

  private static Either<DecodeError, SearchName> decode(Slice octets) {
    @Var Vector<Slice> labels = Vector.empty();
    @Var int at = 0;
    while (at < octets.length()) {
      int length = octets.u8(at);
      if (length == 0) {
        return Either.right(new SearchName(labels));
      }
      if (length > LONGEST_LABEL) {
        return NdpOption.bad(octets, at, "label length", length, "0…63, no compression");
      }
      if (length >= octets.length() - at) {
        break;
      }
      if (at + length + 2 > LONGEST) {
        return NdpOption.bad(octets, at, "name length", at + length + 2L, "at most 255");
      }
      labels = labels.append(octets.slice(at + 1, length));
      at += 1 + length;
    }
    int required = octets.length() + 1;
    return Either.left(
        new DecodeError.TooShort(
            NdpOption.LAYER, octets.offset(), required, octets.length(), "domain name"));
  }

  @Override
  public int length() {
    return 1 + labels.map(label -> 1 + label.length()).sum().intValue();
  }

  @Override
  public void emit(Writer out) {
    labels.forEach(label -> out.u8(label.length()).put(label));
    out.u8(0);
  }
}
