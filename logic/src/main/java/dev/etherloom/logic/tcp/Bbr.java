package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.BbrState.Load;
import dev.etherloom.logic.tcp.BbrState.Plateau;
import dev.etherloom.logic.tcp.BbrState.ProbeRtt;
import dev.etherloom.logic.tcp.BbrState.Seen;
import dev.etherloom.logic.tcp.BbrState.Startup;
import dev.etherloom.logic.tcp.DeliveryRate.Sample;

/**
 * BBR, version 3 (draft-ietf-ccwg-bbr-06): how much is sent follows from a model of the path, what
 * it carries and how long it is, and not from single losses.
 *
 * <p>Where it deviates: two of a hundred lost, beyond twice what the path is used to lose, tell of
 * a full queue only where whole round trips take longer, too (by what HyStart++ takes for a queue,
 * RFC 9406 §4.2); without that as much as version 1 bears is borne, a fifth, and one or two
 * segments always are. Losses are judged by what the latest arrival tells, not one by one; clumps
 * count once the path is filled, as in version 1. Round trips in which the peer's window held more
 * back tell little of what the path carries. Where nothing queues the pace is all of the path's,
 * not a hundredth less. Nothing is modelled before there is more to send than goes out at once: who
 * never has as much asks nothing of the path. Left out: probing with precaution (§5.3.3.6), a
 * return to the state before a loss that was none (§5.5.11.2), marks as a measure of their own
 * (ECN, RFC 3168, counts as too much loss).
 *
 * @param round round trips, counted in what arrives
 * @param pace how fast it sends, in octets a nanosecond; 0: not known yet
 */
record Bbr(
    DeliveryRate delivery, BbrPath path, BbrBounds bounds, BbrState state, Round round, double pace)
    implements Growth {
  static final Bbr FRESH =
      new Bbr(
          DeliveryRate.NONE,
          BbrPath.UNKNOWN,
          BbrBounds.NONE,
          new Startup(Plateau.NONE),
          new Round(0, 0),
          0);

  /** A little less than the path carries, so that queues do not last (BBR.PacingMarginPercent). */
  private static final double MARGIN = 0.99;

  /**
   * By more than this part of the path's length a round trip takes longer where something queues.
   */
  private static final int SLIGHT = 32;

  /** BBR.MinPipeCwnd, in segments. */
  private static final int LEAST_WINDOW = 4;

  /** How long what is sent at once takes to go out, in nanoseconds (§5.6.3). */
  private static final long QUANTUM = 1_000_000;

  private static final int MOST_AT_ONCE = 65_536;

  /**
   * Round trips, counted by packets (§5.5.1).
   *
   * @param end the present one is over when something arrives that was sent with so much delivered
   */
  record Round(long end, int count) {}

  /**
   * What an acknowledgment tells.
   *
   * @param octets that arrived
   * @param newest when that of them went out that went last
   */
  record Heard(int octets, int inflight, MonotonicTime newest, Acked.Way way, boolean congestion) {}

  /** The model, and the congestion window that follows from it. */
  record Modelled(Bbr next, int window) {}

  /** Whether there was anything to model yet. */
  boolean isAwake() {
    return delivery != DeliveryRate.NONE;
  }

  /** Octets went out, {@code before} which so much was on its way. */
  Bbr departed(int before, int inflight, MonotonicTime now) {
    return with(delivery.departed(before, inflight, now));
  }

  Bbr missed(int octets) {
    return with(delivery.missed(octets));
  }

  /** The user has no more to send. */
  Bbr limited(int inflight) {
    return with(delivery.limited(inflight));
  }

  /** The peer's window takes no more. */
  Bbr held(int inflight) {
    return with(delivery.held(inflight));
  }

  private Bbr with(DeliveryRate next) {
    return next == delivery ? this : new Bbr(next, path, bounds, state, round, pace);
  }

  /** Something arrived (§5.2.3). */
  Modelled heard(Heard in, int window) {
    if (in.octets <= 0) {
      return new Modelled(this, window);
    }
    var now = in.way.now();
    var sampled = delivery.arrived(in.octets, in.newest, path.way(), now);
    var known = with(sampled.next());
    return sampled.sample().isEmpty()
        ? new Modelled(known, window)
        : known.seen(sampled.sample().get(), in, window);
  }

  private Modelled seen(Sample sample, Heard in, int window) {
    var now = in.way.now();
    boolean turns = sample.prior() >= round.end;
    int rounds = turns ? round.count + 1 : round.count;
    boolean stale = path.isStale(now);
    var measured = path.measured(sample, in.octets, window, rounds, now);
    boolean queued = bounds.lately().isQueued(sample, measured.way());
    boolean excess = in.congestion || bounds.lately().isTooMuch(sample, queued, in.way.mss());
    var heard = bounds.heard(sample, excess);
    var adapted = turns && !state.isTrying() ? heard.adapted(measured.rate(), window) : heard;
    var load = new Load(in.octets, in.inflight, window, in.way.mss());
    var seen = new Seen(sample, turns, rounds, excess, measured, adapted, load, now);
    var move = BbrCourse.next(state, seen, stale);
    boolean rested = state instanceof ProbeRtt && !(move.state() instanceof ProbeRtt);
    var cycle = state.isTurning(seen) ? measured.turned() : measured;
    boolean begins = turns || !move.state().getClass().equals(state.getClass());
    var next =
        new Bbr(
            move.state() instanceof ProbeRtt ? delivery.limited(in.inflight) : delivery,
            rested ? cycle.rested(now) : cycle,
            turns
                ? move.bounds().turned(sample, !queued || state instanceof BbrState.Cruise)
                : move.bounds(),
            move.state(),
            new Round(begins ? delivery.delivered() : round.end, rounds),
            pace);
    int last =
        rested && state instanceof ProbeRtt probe ? Math.max(window, probe.window()) : window;
    return new Modelled(
        next.paced(Math.min(heard.lately().way(), sample.way())), next.window(last, in));
  }

  /** BBR.bw: what the path carries, or what is safe for the moment. */
  private double rate() {
    return Math.min(path.rate(), bounds.rate());
  }

  /**
   * §5.6.2: before the path is filled the pace never slackens. Where nothing queues there is
   * nothing to drain.
   */
  private Bbr paced(long way) {
    boolean drains = way - path.way() > path.way() / SLIGHT;
    double next = state.pace() * rate() * (drains ? MARGIN : 1);
    boolean counts = state.isFilled() || next > pace;
    return counts ? new Bbr(delivery, path, bounds, state, round, next) : this;
  }

  /** §5.6.4.6 and §5.6.4.7. */
  private int window(int last, Heard in) {
    int mss = in.way.mss();
    int least = LEAST_WINDOW * mss;
    double most = most(mss);
    double grown = (double) last + in.octets;
    boolean opens = last < most || delivery.delivered() < Congestion.initialWindow(mss);
    double wanted = state.isFilled() ? Math.min(grown, most) : opens ? grown : last;
    double bound =
        switch (state) {
          case BbrState.Cruise _, ProbeRtt _ -> bounds.withHeadroom(mss);
          case BbrState.Down _, BbrState.Refill _, BbrState.Up _ -> bounds.far();
          case Startup _, BbrState.Drain _ -> Double.MAX_VALUE;
        };
    double probing = state instanceof ProbeRtt ? state.volume() * path.volume(rate()) : wanted;
    double next = Math.min(Math.min(wanted, probing), Math.min(bound, bounds.near()));
    return (int) Math.min(Math.max(next, least), Congestion.MOST);
  }

  /** What may be on its way (BBR.max_inflight, §5.6.4.2). */
  private double most(int mss) {
    double clumps = state.isFilled() ? path.clumps().most() : 0;
    double held = state.volume() * path.volume(rate()) + clumps;
    double room = state instanceof BbrState.Up ? 2.0 * mss : 0;
    return Math.max(held, Math.max(3.0 * quantum(mss), (double) LEAST_WINDOW * mss)) + room;
  }

  /** What goes out at once, in octets (§5.6.3). */
  int quantum(int mss) {
    return (int) Math.max(2 * mss, Math.min(pace * QUANTUM, MOST_AT_ONCE));
  }

  /** Nothing was lost after all: what is bearable is what it was. */
  Bbr restored(Bbr old) {
    return new Bbr(delivery, path, bounds.restored(old.bounds), state, round, pace);
  }

  /** Octets a nanosecond, also before anything is known (§5.6.2). */
  double pace(int window, long smoothed) {
    return pace > 0 ? pace : new Startup(Plateau.NONE).pace() * window / smoothed;
  }

  @Override
  public Grown avoided(int window, int octets, int mss, long smoothed, MonotonicTime now) {
    return new Grown(this, 0);
  }

  /** Single losses change nothing; there is no slow start to come back to. */
  @Override
  public Reduced reduced(int window, int mss) {
    return new Reduced(this, 0);
  }

  @Override
  public Growth paused() {
    return this;
  }
}
