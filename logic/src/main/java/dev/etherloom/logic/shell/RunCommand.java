package dev.etherloom.logic.shell;

import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code logic run}: hosts that answer until they are stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Answer for the hosts described by the options or the configuration.")
final class RunCommand implements Callable<Integer> {
  @Mixin HostOptions options = new HostOptions();

  @CommandLine.Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Hosts, addresses and responders, in TOML.")
  @Nullable Path config;

  @CommandLine.Option(
      names = "--responders",
      paramLabel = "NAME",
      split = ",",
      description = "Who answers beside ARP and ICMP (default: all that need no configuration).")
  String @Nullable [] responders;

  @Override
  public Integer call() throws Exception {
    var start = new Wiring(options).state(network(), Responders.found());
    try (var running = RunningStack.open(start, options, Notices::log)) {
      running.whenReady(running::announce);
      running.run();
      running.printCounters();
    }
    return 0;
  }

  private NetworkSettings network() {
    if (config == null) {
      if (options.addresses.isEmpty() && options.ip6.isEmpty()) {
        throw new ConfigException(
            "give at least one --ip ADDR/LEN or --ip6 ADDR/LEN|auto, or --config FILE");
      }
      return options.network(Option.of(responders).map(Vector::of));
    }
    if (options.describesHost() || responders != null) {
      throw new ConfigException(
          "--config describes the hosts: --mac, --ip, --ip6, --gateway, --vlan, --probe-first and"
              + " --responders do not go with it");
    }
    return Config.read(config);
  }
}
