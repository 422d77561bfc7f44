package dev.etherloom.logic.stack;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.ip.Outgoing;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.Notice;
import io.vavr.collection.List;

/** What a stack wants done. */
public sealed interface Effect {
  /** Send this frame. */
  record Transmit(EthernetHeader header, Emit payload) implements Effect, Emit {
    @Override
    public int length() {
      return header.length() + payload.length();
    }

    /** Itself, or what it has to be cut into for a link that does not do that. */
    public List<Transmit> pieces() {
      return payload instanceof Outgoing.Packet packet
          ? packet.pieces().map(piece -> new Transmit(header, piece))
          : List.of(this);
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
