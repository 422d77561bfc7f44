package dev.etherloom.logic.shell;

import dev.etherloom.logic.icmp.Icmp;
import dev.etherloom.logic.icmp.PingNotice;
import dev.etherloom.logic.icmp.Pinger;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
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
    var icmp = new Icmp(Option.some(pinger(wiring)));
    var start = wiring.state(new HostConfig.Responders(Vector.empty(), Vector.of(icmp)));
    try (var running = RunningStack.open(start, options, Notices::log)) {
      running.listen(told -> tell(told, running));
      running.requireBinder();
      running.run();
      return result(running);
    }
  }

  private Pinger pinger(Wiring wiring) {
    if (!(target instanceof Ipv4Address address)) {
      throw new ConfigException("ADDRESS " + target + ": only IPv4 addresses can be pinged yet");
    }
    if (options.addresses.isEmpty()) {
      throw new ConfigException("give the stack an address to ping from: --ip ADDR/LEN");
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
    var own = Vector.ofAll(options.addresses);
    var source = own.find(one -> one.prefix().contains(address)).getOrElse(own.head()).address();
    return Pinger.of(
        new Pinger.Plan(
            Vlan.of(options.vlan),
            source,
            address,
            wiring.secret().below(0x1_0000, 1),
            Option.of(count),
            size,
            Duration.ofNanos(Math.round(interval * 1e9))));
  }

  private void tell(Effect.Told told, RunningStack running) {
    if (!(told.notice() instanceof PingNotice notice)) {
      Notices.log(told);
      return;
    }
    if (notice instanceof PingNotice.Summary last) {
      summary = Option.some(last);
      running.stop();
    } else {
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

  private static Pinger pinger(RunningStack running) {
    var ip = running.state().hosts().values().head().ip();
    return (Pinger) ((Icmp) ip.responders().get(IpProtocol.ICMP).get()).receiver().get();
  }
}
