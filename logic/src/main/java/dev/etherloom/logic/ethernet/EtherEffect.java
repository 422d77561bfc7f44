package dev.etherloom.logic.ethernet;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Notice;
import dev.etherloom.logic.net.Vlan;

/** What an {@link EtherResponder} may ask for. Effects hold values; the stack carries them out. */
public sealed interface EtherEffect {
  /** Send a frame. */
  record Transmit(EthernetHeader header, Emit payload) implements EtherEffect {}

  /**
   * A neighbor's address was seen.
   *
   * @param create whether an unknown neighbor becomes known by it, or only a known one is updated
   * @param solicited whether it answers a question of ours, which proves that it is reachable
   */
  record Learn(Vlan vlan, IpAddress address, MacAddress mac, boolean create, boolean solicited)
      implements EtherEffect {}

  /** From now on the host answers for this address. */
  record Own(InterfaceAddress address) implements EtherEffect {}

  /** From now on the host no longer answers for this address. */
  record Disown(InterfaceAddress address) implements EtherEffect {}

  /** The input was not used; counted by reason. */
  record Drop(DropReason reason) implements EtherEffect {}

  /** Tell whoever runs the stack. */
  record Tell(Notice notice) implements EtherEffect {}
}
