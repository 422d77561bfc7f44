package dev.etherloom.logic.stack;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.Notice;

/** What a stack wants done. */
public sealed interface Effect {
  /** Send this frame. */
  record Transmit(EthernetHeader header, Emit payload) implements Effect, Emit {
    @Override
    public int length() {
      return header.length() + payload.length();
    }

    @Override
    public void emit(Writer out) {
      header.emit(out);
      payload.emit(out);
    }
  }

  /** Something was not used; count it. */
  record Dropped(DropReason reason) implements Effect {}

  /** Give this to another shard: it came here in pieces, but its flow is there. */
  record HandOver(int shard, Input.HandedOver input) implements Effect {}

  /** Tell a person or a listener; {@code host} is the name of the host that it concerns. */
  record Told(String host, Notice notice) implements Effect {}
}
