package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.ConnectionEffect.Emitted;
import io.vavr.collection.List;
import io.vavr.control.Option;

/**
 * The segments that go out at one moment, as many as windows and pace allow.
 *
 * @param at the connection behind them
 * @param sent the newest first
 * @param gathered how many of them belong together so far
 * @param together how many do, at most
 */
record Volley(
    Open at, List<ConnectionEffect> sent, int gathered, int together, Piece.Measure measure) {
  /** Octets in an IP packet beside its headers and those of TCP, at their longest. */
  private static final int LONGEST = 65_535 - 60 - 60;

  static Volley of(Open start, MonotonicTime now) {
    int room = Headers.room(start, now);
    var measure = new Piece.Measure(room, most(start, room), start.terms().segment());
    @Var var piece = Piece.next(start.send(), measure, start.tuning().sending());
    int together = piece.isDefined() ? together(start) : 1;
    @Var var volley = new Volley(start, List.empty(), 0, together, measure);
    while (piece.isDefined()) {
      volley = volley.with(piece.get(), now);
      piece = volley.next();
    }
    return volley;
  }

  /** How many segments go out as one, or would if the link took several. */
  private static int together(Open at) {
    var flight = at.send().flight();
    long smoothed = at.send().retransmit().rtt().smoothed();
    long shortest = flight.rack().shortest().way();
    return Pace.together(flight.congestion(), smoothed, shortest, at.terms().segment());
  }

  /** What the link takes at once, where it cuts that: segments without further options. */
  private static int most(Open at, int room) {
    int mss = at.terms().segment();
    boolean plain = room == mss && at.send().queue().urgent().isEmpty();
    int longest = at.send().flight().congestion().quantum(LONGEST, mss);
    return plain && at.terms().path().takesSeveral() ? Math.max(1, longest / room) * room : room;
  }

  private Option<Piece> next() {
    return Piece.next(at.send(), measure, at.tuning().sending());
  }

  /** One more. */
  private Volley with(Piece piece, MonotonicTime now) {
    int fresh = piece.resent() ? 0 : Math.ceilDiv(piece.size(), measure.room());
    int count = fresh > 1 ? together : gathered + fresh;
    boolean whole = fresh > 0 && count == together && together > 1;
    var segment = Transmission.segment(at, piece, now);
    var behind = Transmission.after(at, piece, measure.room(), now);
    return new Volley(
        Transmission.paced(behind, now),
        sent.prepend(whole ? pushed(segment) : segment),
        whole ? 0 : count,
        together,
        measure);
  }

  /** All of them, the newest first, and its end marked where more were to belong to it. */
  List<ConnectionEffect> ended() {
    return together > 1 && gathered > 1 ? sent.tail().prepend(pushed(sent.head())) : sent;
  }

  /**
   * The last of several that go out together for the first time is marked, too, so that who gathers
   * segments on the way need not wait for more.
   */
  private static ConnectionEffect pushed(ConnectionEffect sent) {
    return sent instanceof Emitted(var header, var payload, var marks) && payload.length() > 0
        ? new Emitted(header.with(header.flags().with(Flags.PSH)), payload, marks)
        : sent;
  }
}
