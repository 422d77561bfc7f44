package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.Recovery.Doubt;
import dev.etherloom.logic.tcp.Recovery.Fast;
import dev.etherloom.logic.tcp.Recovery.Slowing;
import dev.etherloom.logic.tcp.Recovery.Steady;
import dev.etherloom.logic.tcp.Recovery.Timeout;
import io.vavr.control.Option;

/** The course of a recovery, acknowledgment by acknowledgment (RFC 6675 §5, RFC 5682, RFC 8985). */
final class Repair {
  private Repair() {}

  static Flight of(Flight start, Acked in) {
    var flight = tailed(start, in);
    return switch (flight.recovery()) {
      case Steady(var past, _) -> steady(flight, past, in);
      case Slowing(var until, var prr) -> slowing(flight, until, prr, in);
      case Fast(var until, var prr, var undo) -> fast(flight, until, prr, undo, in);
      case Timeout(var until, var undo, var doubt) -> timeout(flight, until, undo, doubt, in);
    };
  }

  private static Flight steady(Flight flight, Option<Undo> past, Acked in) {
    if (past.exists(Undo::isProven)) {
      return steady(restored(flight, past.get(), in), Option.none(), in);
    }
    if (!flight.board().lost().isEmpty()) {
      return begun(flight, in.nxt(), in.mss(), in.octets());
    }
    if (in.congestion()) {
      var slower = flight.congestion().reduced(in.mss());
      var prr = Prr.begin(flight.congestion().window(), slower.threshold());
      return slowing(flight.with(slower), in.nxt(), prr, in);
    }
    return in.forward() ? flight.with(grown(flight, in)) : flight;
  }

  private static Congestion grown(Flight flight, Acked in) {
    var way = in.way();
    return flight.congestion().acknowledged(in.octets(), way.mss(), way.smoothed(), way.now());
  }

  /** Fast recovery begins (RFC 6675 §5, step 4). */
  static Flight begun(Flight flight, SeqNum nxt, int mss, int octets) {
    var before = flight.congestion();
    boolean again = flight.recovery() instanceof Slowing; // once a window is enough
    var slower = again ? before : before.reduced(mss);
    var prr = Prr.begin(before.window(), slower.threshold()).arrived(octets);
    int window = prr.window(flight.pipe(mss), octets, false, mss);
    return flight
        .with(slower.repairing(window))
        .with(new Fast(nxt, prr, Undo.of(before)))
        .with(Option.none());
  }

  private static Flight slowing(Flight flight, SeqNum until, Prr prr, Acked in) {
    if (!flight.board().lost().isEmpty()) {
      return begun(flight, in.nxt(), in.mss(), in.octets());
    }
    if (in.una().after(until)) { // CWR must have arrived, or is lost and has to be said again
      var over = ended(flight, until, Option.none());
      return in.congestion() ? steady(over, Option.none(), in) : over;
    }
    return in.reaches(until) && !in.congestion()
        ? ended(flight, until, Option.none())
        : reduced(flight, prr, in, next -> new Slowing(until, next));
  }

  private interface Stage {
    Recovery with(Prr prr);
  }

  private static Flight reduced(Flight flight, Prr prr, Acked in, Stage stage) {
    if (in.octets() <= 0) {
      return flight.with(stage.with(prr));
    }
    var next = prr.arrived(in.octets());
    boolean safe = in.forward() && !in.lost();
    int window = next.window(flight.pipe(in.mss()), in.octets(), safe, in.mss());
    return flight.with(flight.congestion().repairing(window)).with(stage.with(next));
  }

  private static Flight fast(Flight flight, SeqNum until, Prr prr, Undo undo, Acked in) {
    if (undo.isProven() || in.early()) {
      return restored(flight, undo, in);
    }
    return in.reaches(until)
        ? ended(flight, until, Option.some(undo))
        : reduced(flight, prr, in, next -> new Fast(until, next, undo));
  }

  /** All that was sent when it began is acknowledged: the window is what it was to come down to. */
  private static Flight ended(Flight flight, SeqNum until, Option<Undo> past) {
    var congestion = flight.congestion();
    return flight
        .with(congestion.repairing(congestion.threshold()))
        .with(flight.rack().recovered())
        .with(new Steady(past, until))
        .duplicated(0);
  }

  /** Nothing was lost after all: the window is again what it was (RFC 3708, RFC 4015). */
  private static Flight restored(Flight flight, Undo undo, Acked in) {
    return flight
        .with(flight.board().restored())
        .with(flight.congestion().restored(undo.before()))
        .with(new Steady(Option.none(), in.una().plus(-1)));
  }

  /** RFC 5682 §2.1 and §3: is what was sent before the timer expired still arriving? */
  private static Flight timeout(Flight flight, SeqNum until, Undo undo, Doubt doubt, Acked in) {
    boolean late = in.original().exists(end -> !end.after(until));
    if (undo.isProven() || in.early() || (doubt != Doubt.NONE && late)) {
      return restored(flight, undo, in);
    }
    if (in.reaches(until)) {
      return flight
          .with(grown(flight, in))
          .with(flight.rack().recovered())
          .with(new Steady(Option.some(undo), until));
    }
    boolean first = doubt == Doubt.NEW && in.forward();
    var next = first ? Doubt.TRIED : in.duplicate() || in.octets() > 0 ? Doubt.NONE : doubt;
    var grown = in.forward() ? grown(flight, in) : flight.congestion();
    return flight.with(grown).with(new Timeout(until, undo, next));
  }

  /** What became of the probe for a loss at the end (RFC 8985 §7.4.2). */
  private static Flight tailed(Flight flight, Acked in) {
    if (flight.tail().isEmpty() || !in.reaches(flight.tail().get().end())) {
      return flight;
    }
    var tail = flight.tail().get();
    boolean repaired = tail.again() && in.una().after(tail.end()) && in.refuted() == 0;
    boolean over = !tail.again() || in.una().after(tail.end()) || in.duplicate();
    var left = over || in.refuted() > 0 ? flight.with(Option.none()) : flight;
    if (!repaired || !(flight.recovery() instanceof Steady)) {
      return left;
    }
    var slower = flight.congestion().reduced(in.mss());
    return left.with(slower.repairing(slower.threshold()));
  }
}
