package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Notice;
import dev.etherloom.logic.net.Prefix;
import dev.etherloom.logic.net.Sighting;
import dev.etherloom.logic.net.Vlan;
import java.time.Duration;

/** What an {@link IpResponder}, and the room itself, may ask for. The stack carries it out. */
public sealed interface IpEffect {
  /**
   * As the host has it: 64 (RFC 1700 by way of RFC 1122 §3.2.1.7), over IPv6 what a router said
   * (RFC 4861 §6.3.4).
   */
  int DEFAULT_HOP_LIMIT = 0;

  /**
   * Send a packet. Source and destination are of one family.
   *
   * @param vlan the link on which it goes out
   * @param hopLimit time to live or hop limit, 1…255, or {@link #DEFAULT_HOP_LIMIT}
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

  /** This packet came in pieces; its flow is at another shard. */
  record HandOver(int shard, Delivery delivery) implements IpEffect {}

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

  /**
   * Whether a router has addresses of this network: packets from them go by way of it (RFC 8028
   * §3.1), and they are preferred where it is the first hop (RFC 6724 §5, rule 5.5).
   */
  record Origin(Prefix network, IpAddress router, boolean valid) implements Configure {}

  /** The longest IPv6 packet on the link, in octets, as a router has it. */
  record LinkMtu(int mtu) implements Configure {}

  /** The hop limit of IPv6 packets that ask for none, 1…255, as a router has it. */
  record HopLimit(int hopLimit) implements Configure {}

  /** How long an IPv6 neighbor is trusted, and the time between questions for it. */
  record Timing(Duration reachable, Duration retry) implements Configure {}

  /**
   * What a responder wants the host to be on its behalf; neighbor discovery sees to it. On a host
   * without IPv6 nothing comes of it.
   */
  sealed interface Wish extends IpEffect {}

  /**
   * Answer for this address: solicitations for it are answered, and its packets come to the
   * responders of this host, with it as {@link Delivery#self}. The host itself sends from it only
   * where none of its own reaches.
   *
   * @param shared whether others may have it too, as where this host stands in for a node that may
   *     come back (RFC 4861 §7.2.8) or is one of several (anycast, §7.2.7): it is used at once, and
   *     no answer overrides that of another. Otherwise it is used once it proved free (RFC 4862
   *     §5.4), and the link is told
   */
  record Claim(Ipv6Address address, boolean shared) implements Wish {}

  /** Answer no longer for an address that was claimed. */
  record Release(Ipv6Address address) implements Wish {}
}
