package dev.etherloom.logic.shell;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.io.DefaultMac;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Shard;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.tcp.CongestionControl;
import dev.etherloom.logic.tcp.Medium;
import dev.etherloom.logic.tcp.Tcp;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.security.SecureRandom;

/** From settings to the state that a stack starts with. Here chance enters, once: the secret. */
final class Wiring {
  /** Half of the heap is for what the connections of all hosts hold. */
  private static final long MEMORY = Runtime.getRuntime().maxMemory() / 2;

  private final HostOptions options;
  private final Secret secret;

  Wiring(HostOptions options) {
    this.options = options;
    var random = new SecureRandom();
    secret = new Secret(random.nextLong(), random.nextLong());
  }

  Secret secret() {
    return secret;
  }

  /** All hosts of the settings, with their responders. */
  State state(NetworkSettings network, Responders available) {
    return state(network, available, Shard.ONLY);
  }

  /** The same as often as there shall be shards; together they hold what one would. */
  Vector<State> states(NetworkSettings network, Responders available, int shards) {
    return Vector.range(0, shards).map(i -> state(network, available, new Shard(i, shards)));
  }

  private State state(NetworkSettings network, Responders available, Shard shard) {
    if (network.hosts().size() > 1) {
      requireMacs(network.hosts());
    }
    long share = MEMORY / Math.max(1, network.hosts().size()) / shard.count();
    try {
      return State.of(
          network
              .hosts()
              .map(
                  host ->
                      host(
                          config(host, network.mtu()),
                          available.chosen(host.responders()),
                          network.congestion(),
                          share,
                          shard)));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  /** The single host that the options describe, with just these responders. */
  State state(HostConfig.Responders responders) {
    var host = options.network(Option.none()).hosts().head();
    return State.of(
        Vector.of(
            host(config(host, options.mtu), responders, options.congestion(), MEMORY, Shard.ONLY)));
  }

  /** TCP is told how much its connections may hold. */
  private Host host(
      HostConfig config,
      HostConfig.Responders own,
      CongestionControl congestion,
      long memory,
      Shard shard) {
    var link = new Medium(config.mtu(), true, options.linkOffloads());
    var tcp = Tcp.of(config.mtu(), config.secret(), own.tcp()).over(link);
    boolean replaced = own.ip().exists(it -> it.protocol().equals(IpProtocol.TCP));
    return replaced
        ? Host.of(config, own, shard)
        : Host.of(
            config,
            new HostConfig.Responders(
                own.ether(),
                own.ip().append(tcp.holding(memory).preferring(congestion)),
                own.tcp()),
            shard);
  }

  /** The MAC address of the host that the options describe. */
  MacAddress mac() {
    return mac(options.network(Option.none()).hosts().head());
  }

  private HostConfig config(HostSettings host, int mtu) {
    var twice = host.addresses().map(InterfaceAddress::address);
    if (twice.distinct().size() < twice.size()) {
      throw new ConfigException("host '" + host.name() + "' has an address twice");
    }
    return new HostConfig(
        host.name(),
        mac(host),
        Vlan.of(host.vlan()),
        host.addresses(),
        host.routes(),
        mtu,
        host.probeFirst(),
        secret,
        new HostConfig.Ip6(host.auto(), StableSecret.of(mac(host))));
  }

  private MacAddress mac(HostSettings host) {
    return host.mac()
        .getOrElse(
            () ->
                DefaultMac.of(options.rawToLogic)
                    .getOrElseThrow(problem -> new ConfigException(problem)));
  }

  private static void requireMacs(Vector<HostSettings> hosts) {
    for (var host : hosts) {
      if (host.mac().isEmpty()) {
        throw new ConfigException(
            "host '" + host.name() + "' needs a mac of its own, as there are several hosts");
      }
    }
  }
}
