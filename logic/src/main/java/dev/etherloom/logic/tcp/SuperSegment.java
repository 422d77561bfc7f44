package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.Ported;
import dev.etherloom.logic.ip.Uncut;

/**
 * Several segments in one, for a link that cuts it into such as it takes (segmentation offload). Of
 * its checksum only the pseudo header is summed up: the link sums each piece.
 */
record SuperSegment(TcpSegment whole) implements Ported, Uncut {
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
}
