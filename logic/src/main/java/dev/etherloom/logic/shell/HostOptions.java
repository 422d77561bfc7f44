package dev.etherloom.logic.shell;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.tcp.CongestionControl;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The options that every command which runs a stack shares. */
final class HostOptions {
  @CommandLine.Option(
      names = "--raw-to-logic",
      paramLabel = "PATH",
      defaultValue = "/tmp/raw_to_logic.sock",
      description = "Socket that logic binds (default: ${DEFAULT-VALUE}).")
  Path rawToLogic = Path.of("/tmp/raw_to_logic.sock");

  @CommandLine.Option(
      names = "--logic-to-raw",
      paramLabel = "PATH",
      defaultValue = "/tmp/logic_to_raw.sock",
      description = "Socket that binder binds (default: ${DEFAULT-VALUE}).")
  Path logicToRaw = Path.of("/tmp/logic_to_raw.sock");

  @CommandLine.Option(
      names = "--socket-mode",
      paramLabel = "MODE",
      defaultValue = "0660",
      converter = Converters.Mode.class,
      description = "Permissions of the socket, octal (default: ${DEFAULT-VALUE}).")
  int socketMode = 0660;

  @CommandLine.Option(
      names = "--socket-group",
      paramLabel = "GROUP",
      description = "Group of the socket (default: this user's own; nobody's for root).")
  @Nullable String socketGroup;

  @CommandLine.Option(
      names = "--mac",
      paramLabel = "MAC",
      converter = Converters.Mac.class,
      description = "The stack's MAC address (default: of this machine and socket path).")
  @Nullable MacAddress mac;

  @CommandLine.Option(
      names = "--ip",
      paramLabel = "ADDR/LEN",
      converter = Converters.Ipv4Interface.class,
      description = "An IPv4 address of the stack; may be given several times.")
  List<InterfaceAddress> addresses = new ArrayList<>();

  @CommandLine.Option(
      names = "--ip6",
      paramLabel = "ADDR/LEN|auto",
      converter = Converters.Ipv6Interface.class,
      description = {
        "An IPv6 address of the stack, or auto: as routers on the link say;",
        "may be given several times."
      })
  List<Ip6Option> ip6 = new ArrayList<>();

  @CommandLine.Option(
      names = "--gateway",
      paramLabel = "ADDR",
      converter = Converters.Ip.class,
      description = "The default route; one of each family may be given.")
  List<IpAddress> gateways = new ArrayList<>();

  @CommandLine.Option(
      names = "--vlan",
      paramLabel = "ID",
      defaultValue = "0",
      description = "VLAN on which it speaks unasked; answers carry the tag that came.")
  int vlan;

  @CommandLine.Option(
      names = "--probe-first",
      description = "Use an address only once it proved free (RFC 5227 §2.1).")
  boolean probeFirst;

  @CommandLine.Option(
      names = "--mtu",
      paramLabel = "N",
      defaultValue = "1500",
      description = "The longest packet, in octets (default: ${DEFAULT-VALUE}).")
  int mtu = NetworkSettings.DEFAULT_MTU;

  @CommandLine.Option(
      names = "--congestion",
      paramLabel = "NAME",
      converter = Converters.Congestion.class,
      description =
          "What decides how much TCP sends: cubic, reno or bbr"
              + " (default: as the kernel here, or cubic where that is none of these).")
  @Nullable CongestionControl congestion;

  @CommandLine.Option(
      names = "--no-offload",
      description = "Send no frame longer than the MTU allows, whatever the binder would take.")
  boolean noOffload;

  @CommandLine.Option(
      names = "--capture",
      paramLabel = "FILE",
      description = "Write all frames, both directions, to a pcapng file.")
  @Nullable Path capture;

  @CommandLine.Option(
      names = "--impair",
      paramLabel = "HOW",
      converter = Converters.Impair.class,
      description = "A bad link, as drop=2%%,dup=1%%,reorder=5%%,delay=10ms,seed=42.")
  @Nullable ImpairmentOptions impairment;

  /** The one host that the options describe. */
  NetworkSettings network(Option<Vector<String>> responders) {
    if (mtu < NetworkSettings.MIN_MTU || mtu > NetworkSettings.MAX_MTU) {
      throw new ConfigException(
          "--mtu %d: has to be from %d to %d"
              .formatted(mtu, NetworkSettings.MIN_MTU, NetworkSettings.MAX_MTU));
    }
    if (mtu < NetworkSettings.MIN_IP6_MTU && !ip6.isEmpty()) {
      throw new ConfigException("--mtu %d: IPv6 needs at least 1280".formatted(mtu));
    }
    if (vlan < 0 || vlan > 4094) {
      throw new ConfigException("--vlan " + vlan + ": has to be from 0 to 4094");
    }
    var host =
        new HostSettings(
            "host",
            mac == null ? Option.none() : Option.some(mac),
            vlan,
            addresses(),
            isAuto(),
            Vector.ofAll(gateways).map(Route::defaultVia),
            responders,
            probeFirst);
    return new NetworkSettings(mtu, congestion(), Vector.of(host));
  }

  CongestionControl congestion() {
    return congestion == null ? KernelCongestion.usual() : congestion;
  }

  boolean describesHost() {
    return mac != null
        || !addresses.isEmpty()
        || !ip6.isEmpty()
        || !gateways.isEmpty()
        || vlan != 0
        || congestion != null
        || probeFirst;
  }

  /** All addresses given, of both families. */
  Vector<InterfaceAddress> addresses() {
    return Vector.ofAll(addresses).appendAll(Vector.ofAll(ip6).flatMap(Ip6Option::address));
  }

  /** Whether routers say which further addresses it has. */
  boolean isAuto() {
    return ip6.stream().anyMatch(it -> it.address().isEmpty());
  }

  /** Whether the link cuts and joins segments; impairments look at single frames. */
  boolean linkOffloads() {
    return !noOffload && impairment == null;
  }
}
