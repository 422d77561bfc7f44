package dev.etherloom.binder;

import dev.etherloom.binder.link.Interface;
import dev.etherloom.binder.link.Link;
import dev.etherloom.binder.link.LinkGoneException;
import dev.etherloom.binder.link.PacketLink;
import dev.etherloom.binder.link.TapLink;
import dev.etherloom.binder.policy.Egress;
import dev.etherloom.binder.policy.MacPattern;
import dev.etherloom.binder.privilege.Privileges;
import dev.etherloom.binder.relay.Relay;
import dev.etherloom.frames.io.Account;
import dev.etherloom.frames.io.DefaultMac;
import dev.etherloom.frames.io.FramePair;
import dev.etherloom.frames.io.FramePair.End;
import dev.etherloom.frames.io.Signals;
import dev.etherloom.frames.io.SocketFile;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code binder}: opens a link, gives its privileges away, moves frames. */
@Command(
    name = "binder",
    mixinStandardHelpOptions = true,
    version = "Etherloom 0.1.0",
    description = "Moves Ethernet frames between a network interface and logic's socket.")
final class Main implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int WRONG_USE = 2;
  private static final int FAILED = 1;

  @Mixin Options options = new Options();
  @Spec CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] arguments) {
    var command = new CommandLine(new Main());
    command.setParameterExceptionHandler(
        (refused, _) -> {
          command.getErr().println("binder: " + refused.getMessage());
          command.getErr().println("Try 'binder --help'.");
          return WRONG_USE;
        });
    command.setExecutionExceptionHandler(
        (failure, _, _) -> {
          var reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
          command.getErr().println("binder: " + reason);
          return failure instanceof CommandLine.ParameterException ? WRONG_USE : FAILED;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    var macs = macs();
    var user = user();
    int group = group(user);
    var own = socketFile("--logic-to-raw", options.logicToRaw);
    var peer = socketFile("--raw-to-logic", options.rawToLogic);
    boolean root = Account.current().isRoot();
    if (root) {
      own.clear(); // while it may: a stale socket may be another user's
    }
    try (var link = openLink(macs, user)) {
      shedPrivileges(link, root ? user : Account.current(), group);
      var owner = new Account(Account.current().user(), group);
      var end = options.datagramsOnly ? End.BINDER_WITHOUT_MEMORY : End.BINDER;
      try (var pair = FramePair.open(own, peer, options.socketMode, owner, end, link.outgoing())) {
        return relay(link, pair, macs);
      }
    }
  }

  /** Whose frames may be sent: those given, or the stack's own. */
  private Vector<MacPattern> macs() {
    return options.macs.isEmpty()
        ? Vector.of(
            MacPattern.exactly(DefaultMac.of(options.rawToLogic).getOrElseThrow(this::refuse)))
        : Vector.ofAll(options.macs);
  }

  private Account user() {
    return Account.current().isRoot()
        ? Account.named(options.user)
            .getOrElseThrow(() -> refuse("--user " + options.user + ": no such user"))
        : Account.current();
  }

  private int group(Account user) {
    return options.socketGroup == null
        ? user.group()
        : Account.group(options.socketGroup)
            .getOrElseThrow(
                () -> refuse("--socket-group " + options.socketGroup + ": no such group"));
  }

  private SocketFile socketFile(String option, Path path) {
    try {
      return new SocketFile(path);
    } catch (IllegalArgumentException e) {
      throw refuse(option + ": " + e.getMessage());
    }
  }

  private CommandLine.ParameterException refuse(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private Link openLink(Vector<MacPattern> macs, Account user) {
    boolean offload = !options.noOffload;
    if (options.device.tap != null) {
      var name = options.device.tap;
      return options.adopted == null
          ? TapLink.open(name, userName(user), offload)
          : TapLink.adopt(options.adopted, device("--tap", name), offload);
    }
    var device = device("--interface", String.valueOf(options.device.packet));
    boolean promiscuous =
        options.promiscuous || options.anySource || !macs.forAll(MacPattern::isExact);
    return options.adopted == null
        ? PacketLink.open(device, macs, promiscuous, offload)
        : PacketLink.adopt(options.adopted, device, offload);
  }

  private static String userName(Account user) {
    return user.isRoot() ? "root" : System.getProperty("user.name", "#" + user.user());
  }

  private Interface device(String option, String name) {
    return Interface.named(name).getOrElseThrow(problem -> refuse(option + ": " + problem));
  }

  private void shedPrivileges(Link link, Account user, int group) throws IOException {
    if (options.keepPrivileges) {
      LOG.warn("--keep-privileges: this process stays as powerful as it was started");
      return;
    }
    boolean left = Account.current().isRoot() && Privileges.become(user, group);
    if (!left && Privileges.any()) {
      Privileges.executeAgain(List.of("--adopt", Integer.toString(link.fd())));
    }
  }

  private int relay(Link link, FramePair pair, Vector<MacPattern> macs) {
    var sources = options.anySource ? Vector.<MacPattern>empty() : macs;
    var policy = new Egress(sources, Vector.ofAll(options.types), options.rate);
    var relay = new Relay(link, pair, policy, macs.mkString(", "));
    Signals.on("INT", relay::stop);
    Signals.on("TERM", relay::stop);
    Signals.on("USR1", () -> System.err.println(relay.report()));
    if (!options.keepPrivileges) {
      Privileges.confine();
    }
    link.start();
    LOG.info(
        "{}; sending from {}; offload {}; user {}; {} and {}",
        link.description(),
        options.anySource ? "any address" : macs.mkString(", "),
        options.noOffload ? "off" : "on",
        Account.current().user(),
        options.logicToRaw,
        options.rawToLogic);
    try {
      relay.run();
      return 0;
    } catch (LinkGoneException e) {
      LOG.error("{}", e.getMessage());
      return FAILED;
    } finally {
      System.err.println(relay.report());
    }
  }
}
