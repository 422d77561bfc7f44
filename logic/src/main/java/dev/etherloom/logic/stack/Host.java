package dev.etherloom.logic.stack;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.logic.arp.Arp;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.icmp.Icmp;
import dev.etherloom.logic.icmp.IcmpErrors;
import dev.etherloom.logic.icmp.Icmpv6;
import dev.etherloom.logic.icmp.Icmpv6Listener;
import dev.etherloom.logic.ip.Ip;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Outgoing;
import dev.etherloom.logic.mld.Mld;
import dev.etherloom.logic.ndp.Link;
import dev.etherloom.logic.ndp.Ndp;
import dev.etherloom.logic.neighbor.NeighborTable;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Shard;
import dev.etherloom.logic.tcp.Tcp;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.udp.Udp;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * One host: its responders, its Internet layer and its neighbors.
 *
 * @param responders who answers which EtherType; ARP is one of them
 * @param ip addresses, routes, reassembly and those who stand on IP
 * @param errors the limit on ICMP errors
 * @param neighbors who stands where on the link, and the packets that wait to know
 */
public record Host(
    HostConfig config,
    TreeMap<EtherType, EtherResponder> responders,
    Ip ip,
    IcmpErrors errors,
    NeighborTable<Outgoing.Packet> neighbors) {

  /**
   * A host with its responders beside ARP. ICMP, UDP and TCP are there unless a responder of its
   * own stands in their place.
   *
   * @throws IllegalArgumentException where two responders want the same frames or packets
   */
  public static Host of(HostConfig config, HostConfig.Responders own) {
    return of(config, own, Shard.ONLY);
  }

  /**
   * The same on one of several shards; of these only the first speaks for the host on the link.
   *
   * @throws IllegalArgumentException where two responders want the same frames or packets
   */
  public static Host of(HostConfig config, HostConfig.Responders own, Shard shard) {
    var arp =
        Arp.start(
            config.mac(), config.vlan(), config.secret(), config.addresses(), config.probeFirst());
    var ether = own.ether().prepend(arp);
    var ip = withBuiltIn(own, config, shard);
    return new Host(
        config,
        byType(shard.speaks() ? ether : ether.map(SilentEther::new)),
        Ip.of(config.routes(), ip, config.mtu(), config.secret(), shard),
        IcmpErrors.fresh(shard),
        NeighborTable.empty());
  }

  private static Vector<IpResponder> withBuiltIn(
      HostConfig.Responders own, HostConfig config, Shard shard) {
    var tcp = Tcp.of(config.mtu(), config.secret(), own.tcp());
    var builtIn =
        Vector.<IpResponder>of(
            new Icmp(), Icmpv6.of(Option.none(), Vector.empty()), new Udp(), tcp);
    return own.ip()
        .appendAll(
            builtIn.reject(
                one -> own.ip().exists(other -> other.protocol().equals(one.protocol()))))
        .map(one -> one instanceof Icmpv6 icmp ? icmp.with(onIcmpv6(config, shard)) : one);
  }

  private static Vector<Icmpv6Listener> onIcmpv6(HostConfig config, Shard shard) {
    var link =
        new Link(
            config.mac(),
            config.vlan(),
            config.secret(),
            config.ip6().stable(),
            config.mtu(),
            config.ip6().auto());
    Vector<Icmpv6Listener> listeners =
        config.hasIp6()
            ? Vector.of(
                Ndp.start(link, config.addresses()), Mld.start(config.vlan(), config.secret()))
            : Vector.empty();
    return shard.speaks() ? listeners : listeners.map(it -> new SilentListener(it));
  }

  private static TreeMap<EtherType, EtherResponder> byType(Vector<EtherResponder> responders) {
    @Var TreeMap<EtherType, EtherResponder> byType = TreeMap.empty();
    for (var responder : responders) {
      var type = responder.etherType();
      var other = byType.get(type);
      if (other.isDefined() || HostStep.isIp(type)) {
        throw new IllegalArgumentException(
            "responder '%s' wants EtherType %s, which is taken by '%s'"
                .formatted(
                    responder.name(), type, other.map(EtherResponder::name).getOrElse("ip")));
      }
      byType = byType.put(type, responder);
    }
    return byType;
  }

  Host with(EtherType type, EtherResponder responder) {
    return responders.get(type).get() == responder
        ? this
        : new Host(config, responders.put(type, responder), ip, errors, neighbors);
  }

  /** With another service of the same name on TCP. */
  Host renewed(TcpResponder responder) {
    return ip.responders().get(IpProtocol.TCP).getOrNull() instanceof Tcp tcp
        ? with(ip.renewed(tcp.renewed(responder)))
        : this;
  }

  Host with(Ip next) {
    return next == ip ? this : new Host(config, responders, next, errors, neighbors);
  }

  Host with(IcmpErrors next) {
    return next == errors ? this : new Host(config, responders, ip, next, neighbors);
  }

  Host with(NeighborTable<Outgoing.Packet> next) {
    return next == neighbors ? this : new Host(config, responders, ip, errors, next);
  }

  /** When something is due next on this host; may be early, never late. */
  public Option<MonotonicTime> nextDeadline() {
    @Var var soonest = MonotonicTime.sooner(ip.nextDeadline(), neighbors.nextDeadline());
    for (var responder : responders) {
      soonest = MonotonicTime.sooner(soonest, responder._2.nextDeadline());
    }
    return soonest;
  }
}
