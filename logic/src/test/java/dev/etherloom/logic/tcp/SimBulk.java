package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.testkit.SimNet;
import dev.etherloom.logic.testkit.SimOffload;
import dev.etherloom.logic.testkit.SimPath;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Much that goes one way over one path, in virtual time, and how fast it does; one connection, or
 * several that share the path.
 */
final class SimBulk {
  private static final int PORT = 5001;
  private static final long MILLISECOND = 1_000_000;
  private static final long START = 1_000_000_000L;

  /**
   * A path, the same both ways.
   *
   * @param drop the chance that a frame is lost
   * @param delay in milliseconds, one way
   * @param jitter up to so many milliseconds more, each frame another
   * @param rate in Mbit/s; 0: any
   * @param queue frames that may wait for it
   */
  record Way(double drop, int delay, int jitter, int rate, int queue) {
    Way(double drop, int delay, int rate, int queue) {
      this(drop, delay, 0, rate, queue);
    }

    SimPath.Plan plan() {
      double perOctet = rate == 0 ? 0 : 8_000.0 / rate;
      return new SimPath.Plan(
          new SimPath.Timing(delay * MILLISECOND, jitter * MILLISECOND, false),
          new SimPath.Losses(drop, SimPath.Bursts.NONE, 0, 0),
          new SimPath.Faults(0, 0, 0),
          new SimPath.Link(perOctet, queue * 1_514, 0, false, 0, 0));
    }
  }

  /** Sends zeros, as many as it should. */
  private static final class Source implements TcpSession, TcpResponder {
    private static final Slice ZEROS = Slice.owning(new byte[SEND_LIMIT]);
    private final int port;
    private final TcpTuning tuning;
    private long left;

    Source(int port, long octets, TcpTuning tuning) {
      this.port = port;
      left = octets;
      this.tuning = tuning;
    }

    @Override
    public String name() {
      return "source";
    }

    @Override
    public Vector<Integer> ports() {
      return Vector.of(port);
    }

    @Override
    public TcpTuning tuning() {
      return tuning;
    }

    @Override
    public TcpSession accept(TcpPeer peer, MonotonicTime now) {
      return this;
    }

    @Override
    public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
      return switch (event) {
        case TcpEvent.Opened() -> fill(SEND_LIMIT);
        case TcpEvent.Drained(var room) -> fill(room);
        case TcpEvent.Finished _, TcpEvent.Received _, TcpEvent.Woken _, TcpEvent.Broken _ ->
            Step.to(this);
      };
    }

    private Step<TcpSession, TcpEffect> fill(int room) {
      int size = (int) Math.min(left, Math.min(room, SEND_LIMIT));
      left -= size;
      var step = Step.<TcpSession, TcpEffect>to(this, new TcpEffect.Send(ZEROS.first(size)));
      return left == 0 ? step.with(new TcpEffect.Finish()) : step;
    }
  }

  /** Takes what comes. */
  private static final class Sink implements TcpSession {
    long received;
    boolean finished;

    @Override
    public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
      if (event instanceof TcpEvent.Received(var octets)) {
        received += octets.length();
      }
      finished |= event instanceof TcpEvent.Finished;
      return Step.to(this);
    }
  }

  private final SimNet net;
  private final Vector<Sink> sinks;
  private final SimPath there;
  private final long octets;

  SimBulk(Way way, CongestionControl congestion, long octets, long seed) {
    this(way, Vector.of(congestion), octets, seed);
  }

  /** A connection for each, with so many octets each. */
  SimBulk(Way way, Vector<CongestionControl> rules, long octets, long seed) {
    var random = new SplittableRandom(seed);
    this.octets = octets;
    there = new SimPath(way.plan(), random.split());
    var back = new SimPath(way.plan(), random.split());
    sinks = rules.map(_ -> new Sink());
    Vector<TcpResponder> sources =
        rules.zipWithIndex((it, i) -> new Source(PORT + i, octets, TcpTuning.DEFAULT.with(it)));
    var dials =
        sinks.zipWithIndex(
            (it, i) -> new Dial(Vlan.UNTAGGED, Stacks.ip(2), 0, Stacks.ip(1), PORT + i, it));
    net =
        new SimNet(
            START,
            List.of(
                stack(1, Tcp.of(1500, new Secret(seed, 0), sources)),
                stack(2, Tcp.of(1500, new Secret(seed, 1), Vector.empty()).dialing(dials))),
            List.of(there, back),
            frame -> frame,
            List.of(SimOffload.NONE, SimOffload.NONE),
            new SimWatcher());
  }

  /** Nobody looks. */
  private record SimWatcher() implements SimNet.Observer {
    @Override
    public void sent(int port, long at, Slice frame) {}

    @Override
    public void delivered(int port, long at, Slice frame, boolean intact) {}

    @Override
    public void stepped(int port, int frames) {}
  }

  private static State stack(int number, IpResponder tcp) {
    var own = new HostConfig.Responders(Vector.empty(), Vector.of(tcp));
    return State.of(Vector.of(Host.of(Stacks.both(number, false), own)));
  }

  boolean advance() {
    return !sinks.forAll(it -> it.finished)
        && net.advance(START + Duration.ofMinutes(10).toNanos());
  }

  long now() {
    return net.now() - START;
  }

  /** Octets that came. */
  long received() {
    return received(0);
  }

  /** Octets that came over one of several. */
  long received(int connection) {
    return sinks.get(connection).received;
  }

  int lost() {
    return there.lost();
  }

  /** Mbit/s of what the user gets, once all is there. */
  double goodput() {
    @Var boolean more = true;
    while (more) {
      more = advance();
    }
    if (received() != octets) {
      throw new AssertionError("came: " + received());
    }
    return octets * 8e3 / now();
  }

  /** The sender's side, as long as there is one. */
  Option<Open> sender() {
    var responders = net.stack(0).hosts().values().head().ip().responders();
    var tcp = (Tcp) responders.get(IpProtocol.TCP).get();
    return tcp.table()
        .live()
        .values()
        .headOption()
        .map(Conversation::connection)
        .filter(at -> at instanceof Open)
        .map(at -> (Open) at);
  }
}
