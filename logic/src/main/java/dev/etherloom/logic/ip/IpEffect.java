package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Notice;
import dev.etherloom.logic.net.Sighting;
import dev.etherloom.logic.net.Vlan;
import java.time.Duration;

/** What an {@link IpResponder}, and the room itself, may ask for. The stack carries it out. */
public sealed interface IpEffect {
  /** The time to live of what this host sends (RFC 1700 by way of RFC 1122 §3.2.1.7). */
  int DEFAULT_HOP_LIMIT = 64;

  /**
   * Send a packet. Source and destination are of one family.
   *
   * @param vlan the link on which it goes out
   * @param hopLimit time to live or hop limit, 1…255
   * @param trafficClass type of service or traffic class, 0…255
   * @param dontFragment whether it must not be split; if it is too long it is dropped, counted, and
   *     its responder hears of it
   * @param options mostly empty. IPv4: options, padded to a multiple of four octets, at most 40.
   *     IPv6: hop-by-hop options, padded to two octets less than a multiple of eight, at most 2,046
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

  /** Tell the transport whose packet it is about of an error. */
  record Hear(IpError error) implements IpEffect {}

  /** The input was not used; counted by reason. */
  record Drop(DropReason reason) implements IpEffect {}

  /** Tell whoever runs the stack. */
  record Tell(Notice notice) implements IpEffect {}

  /** Change what the host knows of itself, the link and the ways; for neighbor discovery. */
  sealed interface Configure extends IpEffect {}

  /**
   * A neighbor was heard. Those above may tell so, too, where an answer got through (RFC 4861
   * §7.3.1): without an address, confirming.
   */
  record Learn(Vlan vlan, IpAddress neighbor, Sighting sighting) implements Configure {}

  /** Listen for this address, without using it yet. */
  record Try(InterfaceAddress address) implements Configure {}

  /**
   * From now on the host answers for this address.
   *
   * @param onLink whether all of its network is on the link
   */
  record Own(InterfaceAddress address, boolean onLink) implements Configure {}

  /** From now on the host no longer answers for this address, nor tries to. */
  record Disown(InterfaceAddress address) implements Configure {}

  /** Use this address for what is new, or only for what goes on (RFC 4862 §5.5.4). */
  record Prefer(IpAddress address, boolean preferred) implements Configure {}

  record AddRoute(Route route) implements Configure {}

  record RemoveRoute(Route route) implements Configure {}

  /** A packet to {@code destination} may have at most {@code mtu} octets (RFC 8201). */
  record Narrow(IpAddress destination, int mtu) implements Configure {}

  /**
   * Packets to {@code destination} go to {@code firstHop} (RFC 4861 §8.3).
   *
   * @param by who says so; has an effect only if it is their first hop so far
   */
  record Redirect(IpAddress destination, IpAddress firstHop, IpAddress by) implements Configure {}

  /** No packet is redirected to this neighbor any longer: it is no router. */
  record Avoid(IpAddress firstHop) implements Configure {}

  /** The longest IPv6 packet on the link, in octets, as a router has it. */
  record LinkMtu(int mtu) implements Configure {}

  /** How long an IPv6 neighbor is trusted, and the time between questions for it. */
  record Timing(Duration reachable, Duration retry) implements Configure {}
}
