package dev.etherloom.logic.ethernet;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.net.MonotonicTime;

/**
 * A frame that reached a host.
 *
 * @param self the host's own address, which differs from the frame's destination where that is a
 *     group
 * @param arrived when the frame was taken off the socket; the step that handles it may be later
 */
public record Reception(EthernetFrame frame, MacAddress self, MonotonicTime arrived) {
  /** Sends {@code payload} back to the sender, with the EtherType and the tags that came. */
  public EtherEffect.Transmit reply(Emit payload) {
    return new EtherEffect.Transmit(frame.header().reply(self), payload);
  }

  /** Whether the frame was sent to a group rather than to this host alone. */
  public boolean toGroup() {
    return frame.header().destination().isGroup();
  }
}
