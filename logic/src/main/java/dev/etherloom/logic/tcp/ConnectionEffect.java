package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DropReason;

/** What a {@link Connection} wants done. */
sealed interface ConnectionEffect {
  /**
   * Send this segment.
   *
   * @param marks whether the network may mark it instead of dropping it (ECT)
   */
  record Emitted(TcpHeader header, Emit payload, boolean marks) implements ConnectionEffect {
    static Emitted bare(TcpHeader header) {
      return new Emitted(header, Slice.EMPTY, false);
    }
  }

  /** Something was not used; counted. */
  record Dropped(DropReason reason) implements ConnectionEffect {}

  /** The connection is gone before its time (MUST-12). */
  record Broken(TcpEvent.Cause cause) implements ConnectionEffect {}

  /** Packets to the peer may have so many octets at most. */
  record Narrowed(int mtu) implements ConnectionEffect {}

  /** The user may want to know. */
  record Reported(TcpReport report) implements ConnectionEffect {}
}
