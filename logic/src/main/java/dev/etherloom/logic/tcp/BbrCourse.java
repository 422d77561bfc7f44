package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.BbrState.Cruise;
import dev.etherloom.logic.tcp.BbrState.Down;
import dev.etherloom.logic.tcp.BbrState.Drain;
import dev.etherloom.logic.tcp.BbrState.Move;
import dev.etherloom.logic.tcp.BbrState.Pause;
import dev.etherloom.logic.tcp.BbrState.Plateau;
import dev.etherloom.logic.tcp.BbrState.ProbeRtt;
import dev.etherloom.logic.tcp.BbrState.Refill;
import dev.etherloom.logic.tcp.BbrState.Seen;
import dev.etherloom.logic.tcp.BbrState.Startup;
import dev.etherloom.logic.tcp.BbrState.Up;
import io.vavr.control.Option;
import java.time.Duration;

/** From one state of BBR to the next (draft-ietf-ccwg-bbr-06 §5.3). */
final class BbrCourse {
  /** Less lost than that is chance (BBRStartupFullLossCnt). */
  private static final int SOME = 6;

  private static final int MOST_DRAINING = 3;
  private static final Duration SHORT = Duration.ofMillis(200);

  private BbrCourse() {}

  static Move next(BbrState state, Seen in, boolean stale) {
    var move =
        switch (state) {
          case Startup(var plateau) -> startup(plateau, in);
          case Drain(int since) -> drain(since, in);
          case Down(var pause, boolean tried) -> down(pause, tried, in);
          case Cruise(var pause) -> cruise(pause.seen(in), in);
          case Refill refill -> refill(refill, in);
          case Up(var plateau, int rounds) -> up(plateau.seen(in), rounds, in);
          case ProbeRtt probe -> probeRtt(probe, in);
        };
    boolean due = stale && !(state instanceof ProbeRtt);
    var probe = new ProbeRtt(state.isFilled(), in.load().window(), Option.none(), false);
    return due ? new Move(probe, move.bounds()) : move;
  }

  /** §5.3.1.2, and §5.3.1.3 where losses tell of a queue that is full. */
  private static Move startup(Plateau plateau, Seen in) {
    var next = plateau.seen(in);
    if (in.excess() && in.sample().lost() >= (long) SOME * in.load().mss()) {
      double safe = Math.max(in.path().volume(in.path().rate()), in.bounds().lately().volume());
      return new Move(new Drain(in.rounds()), in.bounds().withFar(safe));
    }
    return new Move(next.isReached() ? new Drain(in.rounds()) : new Startup(next), in.bounds());
  }

  private static Move drain(int since, Seen in) {
    boolean over = in.load().inflight() <= in.volume(1) || in.rounds() > since + MOST_DRAINING;
    return new Move(over ? new Down(Pause.brief(in.now()), false) : new Drain(since), in.bounds());
  }

  private static Move down(Pause pause, boolean tried, Seen in) {
    var bounds = tried && in.excess() ? tooMuch(in) : raised(in);
    boolean still = tried && !in.excess() && !in.round();
    var next = pause.seen(in);
    if (next.isOver(in)) {
      return new Move(new Refill(), bounds.loosened());
    }
    double room = bounds.isOpen() ? Double.MAX_VALUE : bounds.withHeadroom(in.load().mss());
    boolean drained = in.load().inflight() <= Math.min(room, in.volume(1));
    return new Move(drained ? new Cruise(next) : new Down(next, still), bounds);
  }

  private static Move cruise(Pause pause, Seen in) {
    return pause.isOver(in)
        ? new Move(new Refill(), raised(in).loosened())
        : new Move(new Cruise(pause), raised(in));
  }

  private static Move refill(Refill refill, Seen in) {
    return in.round()
        ? new Move(new Up(new Plateau(in.sample().rate(), 0), 0), raised(in))
        : new Move(refill, raised(in));
  }

  /** §5.3.3.7: until nothing more arrives for it, or too much is lost. */
  private static Move up(Plateau plateau, int rounds, Seen in) {
    if (in.excess()) {
      return new Move(new Down(Pause.from(in.now()), false), tooMuch(in));
    }
    int most = in.load().inflight() + in.load().octets() + 2 * in.load().mss();
    boolean bounded = most >= in.bounds().far();
    if (plateau.isReached() && !bounded) {
      return new Move(new Down(Pause.from(in.now()), true), raised(in));
    }
    var level = bounded ? new Plateau(in.sample().rate(), 0) : plateau;
    int count = in.round() ? Math.min(rounds + 1, 30) : rounds;
    return new Move(new Up(level, count), bounded ? more(raised(in), count, in) : raised(in));
  }

  /** The more rounds went well, the faster: by 1, 2, 4 … segments each (§5.3.3.5). */
  private static BbrBounds more(BbrBounds bounds, int rounds, Seen in) {
    double share = (double) in.load().mss() * (1 << rounds) / in.load().window();
    return bounds.withFar(bounds.far() + Math.min(share, 1) * in.load().octets());
  }

  /** What arrived without loss to speak of is bearable (§5.3.3.9, AdaptLongTermModel). */
  private static BbrBounds raised(Seen in) {
    var bounds = in.bounds();
    return bounds.isOpen() || in.excess() || in.sample().inflight() <= bounds.far()
        ? bounds
        : bounds.withFar(in.sample().inflight());
  }

  /** HandleInflightTooHigh, §5.5.10.2. */
  private static BbrBounds tooMuch(Seen in) {
    double target = Math.min(in.path().volume(in.path().rate()), in.load().window());
    return in.sample().limited()
        ? in.bounds()
        : in.bounds().withFar(Math.max(in.sample().inflight(), BbrBounds.DECREASE * target));
  }

  /** §5.3.4.3, for 200 ms and a round trip. */
  private static Move probeRtt(ProbeRtt at, Seen in) {
    if (at.until().isEmpty()) {
      boolean low = in.load().inflight() <= in.volume(at.volume());
      var until = low ? Option.some(in.now().plus(SHORT)) : Option.<MonotonicTime>none();
      return new Move(new ProbeRtt(at.filled(), at.window(), until, false), in.bounds());
    }
    boolean rounded = at.rounded() || in.round();
    if (!rounded || !in.now().reached(at.until().get())) {
      var next = new ProbeRtt(at.filled(), at.window(), at.until(), rounded);
      return new Move(next, in.bounds());
    }
    var next = at.filled() ? new Cruise(Pause.from(in.now())) : new Startup(Plateau.NONE);
    return new Move(next, in.bounds().loosened());
  }
}
