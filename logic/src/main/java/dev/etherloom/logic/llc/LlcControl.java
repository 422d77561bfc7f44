package dev.etherloom.logic.llc;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.control.Either;

/** The control field (IEEE 802.2 §5.2): its first octet's low bits tell the type and the length. */
public sealed interface LlcControl extends Emit {
  /** Whether an answer is asked for (in a command), or this is the answer (in a response). */
  boolean pollFinal();

  /**
   * Type I, low bit 0: numbered information.
   *
   * @param sent N(S), 0…127
   * @param received N(R), 0…127
   */
  record Information(int sent, int received, boolean pollFinal) implements LlcControl {
    @Override
    public int length() {
      return 2;
    }

    @Override
    public void emit(Writer out) {
      out.u8(sent << 1).u8(received << 1 | (pollFinal ? 1 : 0));
    }
  }

  /**
   * Type S, low bits 01: acknowledges or holds back.
   *
   * @param function 0…3, one of the constants
   * @param reserved four bits that should be zero, carried as they came
   * @param received N(R), 0…127
   */
  record Supervisory(int function, int reserved, int received, boolean pollFinal)
      implements LlcControl {
    public static final int RECEIVE_READY = 0;
    public static final int RECEIVE_NOT_READY = 1;
    public static final int REJECT = 2;

    @Override
    public int length() {
      return 2;
    }

    @Override
    public void emit(Writer out) {
      out.u8(reserved << 4 | function << 2 | 1).u8(received << 1 | (pollFinal ? 1 : 0));
    }
  }

  /**
   * Type U, low bits 11: everything without numbers.
   *
   * @param modifier the octet with the poll/final bit cleared, as the constants have it
   */
  record Unnumbered(int modifier, boolean pollFinal) implements LlcControl {
    public static final int INFORMATION = 0x03;
    public static final int DISCONNECTED_MODE = 0x0f;
    public static final int DISCONNECT = 0x43;
    public static final int ACKNOWLEDGMENT = 0x63;
    public static final int SET_ASYNCHRONOUS_BALANCED_MODE = 0x6f;
    public static final int FRAME_REJECT = 0x87;
    public static final int EXCHANGE_IDENTIFICATION = 0xaf;
    public static final int TEST = 0xe3;

    /** UI, which nearly all frames have: 0x03. */
    public static final Unnumbered UI = new Unnumbered(INFORMATION, false);

    private static final int POLL_FINAL = 0x10;

    @Override
    public int length() {
      return 1;
    }

    @Override
    public void emit(Writer out) {
      out.u8(pollFinal ? modifier | POLL_FINAL : modifier);
    }
  }

  /** Reads the field at the start of {@code octets}; {@link #length} tells where it ends. */
  static Either<DecodeError, LlcControl> decode(Slice octets) {
    int required = octets.isEmpty() || (octets.u8(0) & 3) == 3 ? 1 : 2;
    if (octets.length() < required) {
      return Either.left(
          new DecodeError.TooShort(
              LlcFrame.LAYER, octets.offset(), required, octets.length(), "control"));
    }
    int first = octets.u8(0);
    if (required == 1) {
      return Either.right(
          new Unnumbered(first & ~Unnumbered.POLL_FINAL, (first & Unnumbered.POLL_FINAL) != 0));
    }
    int received = octets.u8(1) >>> 1;
    boolean pollFinal = (octets.u8(1) & 1) != 0;
    return Either.right(
        (first & 1) == 0
            ? new Information(first >>> 1, received, pollFinal)
            : new Supervisory(first >>> 2 & 3, first >>> 4, received, pollFinal));
  }
}
