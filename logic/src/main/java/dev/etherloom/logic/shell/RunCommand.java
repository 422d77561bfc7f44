package dev.etherloom.logic.shell;

import dev.etherloom.logic.http.HttpResponder;
import dev.etherloom.logic.stack.Input;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final int MAX_SHARDS = 256;

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

  @CommandLine.Option(
      names = "--www",
      paramLabel = "DIR",
      description = "What responder http serves, read into memory (default: a page of its own).")
  @Nullable Path www;

  @CommandLine.Option(
      names = "--http-port",
      paramLabel = "PORT",
      split = ",",
      defaultValue = "80",
      description = "Where responder http listens (default: ${DEFAULT-VALUE}).")
  List<Integer> httpPorts = new ArrayList<>();

  @CommandLine.Option(
      names = "--shards",
      paramLabel = "N",
      description = {
        "Stacks side by side, each on a thread of its own, flows dealt out among them",
        "(default: one less than there are cores, at least 1)."
      })
  int shards = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  @Override
  public Integer call() throws Exception {
    var http = http();
    if (shards < 1 || shards > MAX_SHARDS) {
      throw new ConfigException(
          "--shards %d: has to be from 1 to %d".formatted(shards, MAX_SHARDS));
    }
    var wiring = new Wiring(options);
    var starts = wiring.states(network(), Responders.found().and(http), shards);
    try (var running = RunningStack.open(starts, wiring.secret(), options, Notices::log)) {
      var directory = www == null ? Option.<Path>none() : Option.some(www);
      new SiteWatch(directory, http, next -> running.offer(new Input.Renewed(next))).start();
      HeapWatch.ofProcess().start();
      running.whenReady(running::announce);
      running.run();
      running.printCounters();
    }
    return 0;
  }

  private HttpResponder http() {
    for (int port : httpPorts) {
      if (port < 1 || port > 65_535) {
        throw new ConfigException("--http-port " + port + ": has to be from 1 to 65535");
      }
    }
    var http = new HttpResponder().on(Vector.ofAll(httpPorts).distinct());
    if (www != null && responders != null && !Vector.of(responders).contains(http.name())) {
      throw new ConfigException("--www goes with responder http, which --responders leaves out");
    }
    return http.with(SiteWatch.clock());
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
          "--config describes the hosts: --mac, --ip, --ip6, --gateway, --vlan, --congestion,"
              + " --probe-first and --responders do not go with it");
    }
    return Config.read(config);
  }
}
