package dev.etherloom.logic.testkit.door;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpTuning;
import dev.etherloom.logic.tcp.TcpTuning.Acknowledging;
import dev.etherloom.logic.tcp.TcpTuning.Marks;
import dev.etherloom.logic.tcp.TcpTuning.Patience;
import dev.etherloom.logic.testkit.door.Call.Reply;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Carries out requests, a line each; a call that blocks is answered when it is done. */
public final class Door {
  private static final Vector<InterfaceAddress> USUAL = Vector.of(VirtualHost.ADDRESS);

  /** What the clock shows when a host begins, in µs. */
  private static final long START = 1_000_000;

  private static final Duration FOREVER = Duration.ofDays(365);

  private record Waiting(String tag, Call call) {}

  private final Consumer<String> out;
  private final List<Waiting> waiting = new ArrayList<>();
  private VirtualHost host;
  private SocketRequests sockets;
  private Settings usual;

  /**
   * A door to a fresh host.
   *
   * @param out who gets the answers
   */
  public Door(Consumer<String> out) {
    this.out = out;
    host = new VirtualHost(USUAL);
    sockets = new SocketRequests(host);
    usual = new Settings(TcpTuning.DEFAULT);
  }

  private Option<Reply> begin(Vector<InterfaceAddress> addresses) {
    waiting.clear();
    host = new VirtualHost(addresses);
    sockets = new SocketRequests(host);
    usual = new Settings(TcpTuning.DEFAULT);
    return Reply.done();
  }

  /** One request. */
  public void request(String line) {
    var args = Args.of(line);
    if (args.op().equals("take")) {
      take(args);
      return;
    }
    var call = call(args);
    var reply = call.attempt();
    if (reply.isEmpty()) {
      waiting.add(new Waiting(args.tag(), call));
    }
    attempt();
    reply.forEach(it -> out.accept(it.line(args.tag())));
  }

  private Call call(Args args) {
    return switch (args.op()) {
      case "now" -> () -> Reply.ok(micros(host.now()));
      case "sleep" -> () -> args.number(0).map(this::sleep).getOrElse(Reply::invalid);
      case "frame" -> () -> args.octets(0).map(this::frame).getOrElse(Reply::invalid);
      case "host" -> () -> args.networks().map(this::begin).getOrElse(Reply::invalid);
      case "reset" -> () -> begin(USUAL);
      case "sysctl" -> () -> sysctl(args.text(0), args.text(1), args.integer(1));
      case "socket" -> () -> sockets.create(usual);
      default -> sockets.call(args);
    };
  }

  private static long micros(MonotonicTime at) {
    return START + at.since(VirtualHost.START).toNanos() / 1_000;
  }

  /** Answers the calls that need no longer wait; one may free the next. */
  private void attempt() {
    @Var boolean news = true;
    while (news) {
      news = false;
      for (var one : List.copyOf(waiting)) {
        var reply = one.call.attempt();
        if (reply.isDefined()) {
          news |= waiting.remove(one);
          out.accept(reply.get().line(one.tag));
        }
      }
    }
  }

  private Option<Reply> frame(Slice octets) {
    host.arrives(octets);
    sockets.heard();
    return Reply.done();
  }

  private Option<Reply> sleep(long micros) {
    pass(Duration.ofNanos(Math.max(0, micros) * 1_000), false);
    return Reply.done();
  }

  /** Lets time pass, with all that is due meanwhile; to the next frame at most, if asked. */
  private void pass(Duration span, boolean toFrame) {
    var end = host.now().plus(span.compareTo(FOREVER) < 0 ? span : FOREVER);
    while (host.now().isBefore(end) && !(toFrame && !host.emitted().isEmpty())) {
      var due = MonotonicTime.sooner(host.nextDeadline(), soonest());
      host.advance(due.getOrElse(end).earlier(end));
      attempt();
    }
  }

  private Option<MonotonicTime> soonest() {
    @Var Option<MonotonicTime> soonest = Option.none();
    for (var one : waiting) {
      soonest =
          MonotonicTime.sooner(
              soonest, one.call.deadline().filter(due -> host.now().isBefore(due)));
    }
    return soonest;
  }

  private void take(Args args) {
    attempt();
    if (args.number(0).isEmpty()) {
      out.accept(new Reply.Err(Errno.EINVAL).line(args.tag()));
      return;
    }
    pass(Duration.ofNanos(Math.max(0, args.number(0).get()) * 1_000), true);
    var next = host.emitted().poll();
    var reply =
        next == null
            ? new Reply.Err(Errno.ETIMEDOUT)
            : new Reply.Ok(micros(next.at()) + " " + Hex.of(next.octets()));
    out.accept(reply.line(args.tag()));
  }

  private static Marks marks(int value) {
    return switch (value) {
      case 0 -> Marks.NEVER;
      case 1 -> Marks.ASKED;
      default -> Marks.ACCEPTED;
    };
  }

  /** What can be otherwise here, by the names that Linux and FreeBSD have for it. */
  private Option<Reply> sysctl(String name, String text, int value) {
    var tuning = usual.tuning;
    var offering = tuning.offering();
    boolean on = value != 0;
    switch (name.replace("net.ipv4.", "").replace("net.inet.tcp.", "")) {
      case "tcp_timestamps" -> usual.tuning = tuning.with(offering.withTimestamps(on));
      case "tcp_window_scaling" -> usual.tuning = tuning.with(offering.withScaling(on));
      case "rfc1323" -> usual.tuning = tuning.with(offering.withTimestamps(on).withScaling(on));
      case "tcp_sack", "sack.enable" -> usual.tuning = tuning.with(offering.withSack(on));
      case "tcp_ecn", "ecn.enable" -> usual.tuning = tuning.with(offering.with(marks(value)));
      case "tcp_rto_initial_ms", "rexmit_initial" ->
          usual.tuning = tuning.with(new Patience(Duration.ofMillis(value), tuning.userTimeout()));
      case "delayed_ack" ->
          usual.tuning = tuning.with(on ? Acknowledging.DELAYED : Acknowledging.AT_ONCE);
      case "tcp_congestion_control", "cc.algorithm" -> Options.congestion(usual, text);
      case "tcp_notsent_lowat" -> usual.usuallyUnsent = value < 0 ? Integer.MAX_VALUE : value;
      case "tcp_keepalive_time" -> keeping(4, value);
      case "tcp_keepalive_intvl" -> keeping(5, value);
      case "tcp_keepalive_probes", "keepcnt" -> keeping(6, value);
      case "keepidle" -> keeping(4, value / 1_000);
      case "keepintvl" -> keeping(5, value / 1_000);
      default -> {
        return Reply.err(Errno.ENOENT);
      }
    }
    return Reply.done();
  }

  private void keeping(int option, int value) {
    Options.keepAlive(usual, option, value);
  }
}
