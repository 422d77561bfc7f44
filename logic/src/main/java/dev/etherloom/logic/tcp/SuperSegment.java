package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.Ported;
import dev.etherloom.logic.ip.Uncut;
import io.vavr.collection.List;

/**
 * Several segments in one, for a link that cuts it into such as it takes (segmentation offload). Of
 * its checksum only the pseudo header is summed up: the link sums each piece.
 *
 * @param mss what a piece may carry, its options included
 */
record SuperSegment(TcpSegment whole, int mss) implements Ported, Uncut {
  private static final int AT_THE_END = Flags.FIN.with(Flags.PSH).bits();
  private static final int AT_THE_START = Flags.CWR.bits();

  @Override
  public int ports() {
    return whole.ports();
  }

  @Override
  public int length() {
    return whole.length();
  }

  @Override
  public void emit(Writer out) {
    int start = out.position();
    out.put(whole.header()).put(whole.payload());
    int sum = ~whole.pseudo().plus(length()).value() & 0xffff;
    out.patch16(start + TcpHeader.CHECKSUM, sum);
  }

  @Override
  public List<TcpSegment> pieces() {
    var text = whole.text();
    int room = mss - whole.header().options().length();
    @Var List<TcpSegment> pieces = List.empty();
    for (int start = (text.length() - 1) / room * room; start >= 0; start -= room) {
      int size = Math.min(room, text.length() - start);
      boolean last = start + size == text.length();
      var header = whole.header().piece(start, flags(start == 0, last));
      pieces = pieces.prepend(new TcpSegment(header, text.slice(start, size), whole.pseudo()));
    }
    return pieces;
  }

  private Flags flags(boolean first, boolean last) {
    int dropped = (first ? 0 : AT_THE_START) | (last ? 0 : AT_THE_END);
    return new Flags(whole.header().flags().bits() & ~dropped);
  }
}
