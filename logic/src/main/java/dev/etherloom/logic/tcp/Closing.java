package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Connection.Closed;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import dev.etherloom.logic.tcp.ConnectionEffect.Dropped;
import dev.etherloom.logic.tcp.ConnectionEffect.Emitted;
import java.time.Duration;

/** How connections end: TIME-WAIT (RFC 9293 §3.6.1, RFC 6191). */
final class Closing {
  /** MSL. RFC 9293 §3.4.2 proposes two minutes; today's networks forget sooner. */
  private static final Duration SEGMENT_LIFETIME = Duration.ofSeconds(30);

  static final Duration TIME_WAIT = SEGMENT_LIFETIME.multipliedBy(2);

  /** Between two answers to acknowledgments that are not acceptable; two sides may send such. */
  private static final Duration QUIET = Duration.ofMillis(500);

  private Closing() {}

  /** What is left of a connection (MUST-13). */
  static TimeWait begin(Open at, MonotonicTime now) {
    return new TimeWait(
        at.peer(),
        at.send().max().raw(),
        at.receive().nxt().raw(),
        Math.min(at.receive().window() >> at.terms().receiveShift(), 0xffff),
        at.terms().timestamps(),
        at.terms().stampOffset(),
        at.receive().stamps().recent(),
        at.tuning(),
        now.plus(TIME_WAIT),
        MonotonicTime.ZERO);
  }

  static Step<Connection, ConnectionEffect> arrived(TimeWait at, TcpSegment in, MonotonicTime now) {
    if (in.has(Flags.RST)) {
      return in.seq().equals(at.rcv())
          ? Step.to(new Closed())
          : Step.to(at, new Dropped(TcpDrop.BLIND_RESET));
    }
    if (!in.has(Flags.ACK) && !in.has(Flags.SYN)) {
      return Step.to(at, new Dropped(TcpDrop.NO_ACK));
    }
    if (in.size() == 0) {
      return bare(at, in, now);
    }
    boolean sameFin = in.has(Flags.FIN) && in.seq().plus(in.size()).equals(at.rcv());
    Step<Connection, ConnectionEffect> step =
        Step.to(sameFin ? at.restarted(now.plus(TIME_WAIT)) : at);
    return step.with(Emitted.bare(Headers.acknowledgment(at, now)));
  }

  /** An acknowledgment: an acceptable one says nothing new, others are answered sparingly. */
  private static Step<Connection, ConnectionEffect> bare(
      TimeWait at, TcpSegment in, MonotonicTime now) {
    Step<Connection, ConnectionEffect> dropped = Step.to(at, new Dropped(TcpDrop.NOT_ACCEPTABLE));
    return in.seq().equals(at.rcv()) || now.isBefore(at.quiet())
        ? dropped
        : dropped
            .<Connection>map(_ -> at.quietUntil(now.plus(QUIET)))
            .with(Emitted.bare(Headers.acknowledgment(at, now)));
  }

  /** Whether a SYN surely begins a new connection between the same ends (MAY-2, SHLD-4). */
  static boolean mayReopen(TimeWait at, TcpSegment in) {
    if (!in.has(Flags.SYN) || in.has(Flags.ACK) || in.has(Flags.RST)) {
      return false;
    }
    var stamps = in.header().options().timestamps();
    if (at.timestamps() && stamps.exists(it -> it.value() != at.stamp())) {
      return stamps.get().value() - at.stamp() > 0; // RFC 6191 §2
    }
    return in.seq().after(at.rcv());
  }

  /** An initial number beyond all that the old connection used (§3.6.1 (1)). */
  static SeqNum beyond(TimeWait at, SeqNum iss) {
    return iss.after(at.snd()) ? iss : at.snd().plus(0xffff);
  }
}
