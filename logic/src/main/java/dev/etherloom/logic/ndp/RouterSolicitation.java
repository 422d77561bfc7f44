package dev.etherloom.logic.ndp;

import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.Icmpv6Message;
import io.vavr.collection.Vector;

/**
 * Asks for router advertisements (type 133, RFC 4861 §4.1).
 *
 * @param reserved 32 bits that should be zero
 */
public record RouterSolicitation(int reserved, Vector<NdpOption> options) implements NdpMessage {
  public static final int TYPE = 133;

  static RouterSolicitation of(Icmpv6Message message, Vector<NdpOption> options) {
    return new RouterSolicitation(message.word(), options);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public int word() {
    return reserved;
  }

  @Override
  public void emitFixed(Writer out) {}
}
