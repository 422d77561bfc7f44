package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.OctetSet;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;

/**
 * A strong entity tag (RFC 9110 §8.8.3): it changes whenever an octet of the content does.
 *
 * @param opaque what stands between the quotes, without a quote in it
 */
public record EntityTag(Slice opaque) implements Emit {
  private static final long FIRST = 0x9e37_79b9_7f4a_7c15L;
  private static final long SECOND = 0xc2b2_ae3d_27d4_eb4fL;
  private static final OctetSet OPAQUE = OctetSet.of("\"").not();
  private static final OctetSet BETWEEN = Grammar.BLANK.or(OctetSet.of(","));

  /** The tag of a content, its octets hashed to 128 bits. */
  public static EntityTag of(Slice content) {
    @Var long one = FIRST ^ content.length();
    @Var long two = SECOND + content.length();
    @Var int at = 0;
    for (; at + 8 <= content.length(); at += 8) {
      long word = content.i64(at);
      one = mix(one ^ word);
      two = mix(two + word * SECOND);
    }
    for (; at < content.length(); at++) {
      one = mix(one ^ content.u8(at));
      two = mix(two + content.u8(at) * SECOND);
    }
    return new EntityTag(Slice.utf8("%016x%016x".formatted(one, two)));
  }

  /** MurmurHash3's finalizer, a bijection. */
  private static long mix(long word) {
    long once = (word ^ (word >>> 33)) * 0xff51_afd7_ed55_8ccdL;
    long twice = (once ^ (once >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
    return twice ^ (twice >>> 33);
  }

  /**
   * Whether a list of tags holds this one, or is {@code *} (§13.1.1, §13.1.2). What is no list
   * holds nothing from where it stops being one.
   *
   * @param weakly whether a tag marked {@code W/} counts too (§8.8.3.2)
   */
  boolean isIn(Slice list, boolean weakly) {
    if (list.length() == 1 && list.u8(0) == '*') {
      return true;
    }
    @Var int at = 0;
    while (at < list.length()) {
      boolean weak = list.length() - at >= 2 && list.u8(at) == 'W' && list.u8(at + 1) == '/';
      int start = weak ? at + 2 : at;
      if (start >= list.length() || list.u8(start) != '"') {
        return false;
      }
      int end = list.span(OPAQUE, start + 1);
      if (end == list.length()) {
        return false;
      }
      if ((weakly || !weak) && list.slice(start + 1, end - start - 1).equals(opaque)) {
        return true;
      }
      at = list.span(BETWEEN, end + 1);
    }
    return false;
  }

  @Override
  public int length() {
    return opaque.length() + 2;
  }

  @Override
  public void emit(Writer out) {
    out.u8('"').put(opaque).u8('"');
  }
}
