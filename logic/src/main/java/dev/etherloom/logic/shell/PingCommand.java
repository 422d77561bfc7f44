package dev.etherloom.logic.shell;

import dev.etherloom.logic.icmp.Icmp;
import dev.etherloom.logic.icmp.IcmpReceiver;
import dev.etherloom.logic.icmp.Icmpv6;
import dev.etherloom.logic.icmp.PingNotice;
import dev.etherloom.logic.icmp.Pinger;
import dev.etherloom.logic.ip.Addresses;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.HostConfig;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code logic ping}: echo requests through the stack; exit code 0 if anything answered. */
@Command(
    name = "ping",
    mixinStandardHelpOptions = true,
    description = "Send ICMP echo requests through the stack and print the round trips.")
final class PingCommand implements Callable<Integer> {
  private static final int NOTHING_ANSWERED = 1;
  private static final int MAX_SIZE = 65_507;

  @Mixin HostOptions options = new HostOptions();

  @Parameters(paramLabel = "ADDRESS", converter = Converters.Ip.class)
  @Nullable IpAddress target;

  @CommandLine.Option(names = "-c", paramLabel = "N", description = "Stop after N requests.")
  @Nullable Integer count;

  @CommandLine.Option(
      names = "-s",
      paramLabel = "OCTETS",
      defaultValue = "56",
      description = "Octets of payload (default: ${DEFAULT-VALUE}).")
  int size;

  @CommandLine.Option(
      names = "-i",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Time between requests (default: ${DEFAULT-VALUE}).")
  double interval;

  private Option<PingNotice.Summary> summary = Option.none();

  @Override
  public Integer call() throws Exception {
    var wiring = new Wiring(options);
    var pinger = Option.<IcmpReceiver>some(pinger(wiring));
    IpResponder icmp =
        target instanceof Ipv4Address ? new Icmp(pinger) : Icmpv6.of(pinger, Vector.empty());
    var start = wiring.state(new HostConfig.Responders(Vector.empty(), Vector.of(icmp)));
    try (var running = RunningStack.open(start, options, Notices::log)) {
      running.listen(told -> tell(told, running));
      running.requireBinder();
      running.run();
      return result(running);
    }
  }

  private Pinger pinger(Wiring wiring) {
    var address = target;
    if (address == null) {
      throw new ConfigException("give an ADDRESS to ping");
    }
    var own = options.addresses().filter(one -> one.address().width() == address.width());
    if (own.isEmpty() && (address instanceof Ipv4Address || !options.isAuto())) {
      throw new ConfigException(
          "give the stack an address to ping from: %s ADDR/LEN"
              .formatted(address instanceof Ipv4Address ? "--ip" : "--ip6"));
    }
    if (count != null && count < 1) {
      throw new ConfigException("-c " + count + ": has to be at least 1");
    }
    if (size < 0 || size > MAX_SIZE) {
      throw new ConfigException("-s " + size + ": has to be from 0 to " + MAX_SIZE);
    }
    if (!(interval >= 0.001 && interval <= 3600)) {
      throw new ConfigException("-i " + interval + ": has to be from 0.001 to 3600");
    }
    return Pinger.of(
        new Pinger.Plan(
            Vlan.of(options.vlan),
            source(own, address),
            address,
            wiring.secret().below(0x1_0000, 1),
            Option.of(count),
            size,
            Duration.ofNanos(Math.round(interval * 1e9))));
  }

  /** IPv4: one of the target's network first. IPv6: none, where one that is made has to do it. */
  private Option<IpAddress> source(Vector<InterfaceAddress> own, IpAddress destination) {
    boolean local = destination.isLinkLocal();
    var known = own.foldLeft(Addresses.NONE, Addresses::with);
    return destination instanceof Ipv6Address
            && (options.isAuto() || !own.exists(it -> it.address().isLinkLocal() == local))
        ? Option.none()
        : known.sourceFor(destination);
  }

  private void tell(Effect.Told told, RunningStack running) {
    if (!(told.notice() instanceof PingNotice notice)) {
      Notices.log(told);
      return;
    }
    switch (notice) {
      case PingNotice.Summary last -> {
        summary = Option.some(last);
        running.stop();
      }
      case PingNotice.NoSource none -> {
        System.err.println(none);
        running.stop();
      }
      case PingNotice.Started _, PingNotice.Reply _, PingNotice.Failed _ ->
          System.out.println(notice);
    }
  }

  /** Prints the summary, also where the command was interrupted before its end. */
  private int result(RunningStack running) {
    var last =
        summary.getOrElse(() -> pinger(running).summary(new MonotonicTime(System.nanoTime())));
    System.out.printf("%n%s%n", last);
    return last.received() > 0 ? 0 : NOTHING_ANSWERED;
  }

  private Pinger pinger(RunningStack running) {
    var responders = running.state().hosts().values().head().ip().responders();
    return (Pinger)
        (target instanceof Ipv4Address
            ? ((Icmp) responders.get(IpProtocol.ICMP).get()).receiver().get()
            : ((Icmpv6) responders.get(IpProtocol.ICMPV6).get()).receiver().get());
  }
}
