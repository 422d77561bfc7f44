package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Notice;
import dev.etherloom.logic.net.Vlan;

/** What an {@link IpResponder}, and the room itself, may ask for. The stack carries it out. */
public sealed interface IpEffect {
  /** The time to live of what this host sends (RFC 1700 by way of RFC 1122 §3.2.1.7). */
  int DEFAULT_HOP_LIMIT = 64;

  /**
   * Send a packet.
   *
   * @param vlan the link on which it goes out
   * @param hopLimit time to live, 1…255
   * @param trafficClass type of service, 0…255
   * @param dontFragment whether it must not be split; if it is too long it is dropped, counted
   * @param options IPv4 options, padded to a multiple of four octets, at most 40; mostly empty
   */
  record Send(
      Vlan vlan,
      IpAddress source,
      IpAddress destination,
      IpProtocol protocol,
      Emit payload,
      int hopLimit,
      int trafficClass,
      boolean dontFragment,
      Slice options)
      implements IpEffect {}

  /** Tell the sender of a packet that it could not be used, by an ICMP error if one is allowed. */
  record Reject(Delivery delivery, Rejection rejection) implements IpEffect {}

  /** The input was not used; counted by reason. */
  record Drop(DropReason reason) implements IpEffect {}

  /** Tell whoever runs the stack. */
  record Tell(Notice notice) implements IpEffect {}
}
