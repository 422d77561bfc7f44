package dev.etherloom.logic.llc;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/**
 * An LLC header and what it carries (IEEE 802.2 §3).
 *
 * @param dsap the destination's service access point, 0…255; the low bit says group
 * @param ssap the source's, 0…255; the low bit says response
 */
public record LlcFrame(int dsap, int ssap, LlcControl control, Slice payload) implements Emit {
  /** The service access point whose frames go on with a {@link Snap} header. */
  public static final int SNAP = 0xaa;

  /** Spanning tree's (IEEE 802.1D). */
  public static final int BRIDGE = 0x42;

  static final String LAYER = "llc";
  private static final int ADDRESSES = 2;

  /** Reads a header of three or four octets; all behind it is the payload. */
  public static Either<DecodeError, LlcFrame> decode(Slice octets) {
    if (octets.length() < ADDRESSES + 1) {
      return Either.left(
          new DecodeError.TooShort(
              LAYER, octets.offset(), ADDRESSES + 1, octets.length(), "header"));
    }
    return LlcControl.decode(octets.from(ADDRESSES))
        .map(
            control ->
                new LlcFrame(
                    octets.u8(0),
                    octets.u8(1),
                    control,
                    octets.from(ADDRESSES + control.length())));
  }

  /** Whether the payload starts with a SNAP header: both points are 0xaa and the type is UI. */
  public boolean isSnap() {
    return dsap == SNAP && ssap == SNAP && control.equals(LlcControl.Unnumbered.UI);
  }

  @Override
  public int length() {
    return ADDRESSES + control.length() + payload.length();
  }

  @Override
  public void emit(Writer out) {
    out.u8(dsap).u8(ssap).put(control).put(payload);
  }
}
