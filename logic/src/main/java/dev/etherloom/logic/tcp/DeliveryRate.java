package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.Queue;
import io.vavr.control.Option;

/**
 * How fast what is sent arrives (draft-ietf-ccwg-bbr-06 §4.1): whatever goes out remembers how much
 * had arrived by then, so that its arrival tells how much did in between, and how long that took.
 * All that goes out at one moment shares a note, and RACK says which moment was the latest of which
 * something has arrived. In octets; times in nanoseconds.
 *
 * @param delivered arrived so far (C.delivered)
 * @param lost found lost so far (C.lost)
 * @param at when something arrived last (C.delivered_time)
 * @param first when what arrived last had gone out (C.first_send_time)
 * @param limited until so much has arrived, samples tell of the user, not of the way
 *     (C.app_limited); 0: they do not
 * @param held until so much has arrived, samples tell of the peer's window; 0: they do not
 * @param departures the oldest first; those before the latest of which something arrived are gone
 */
record DeliveryRate(
    long delivered,
    long lost,
    MonotonicTime at,
    MonotonicTime first,
    long limited,
    long held,
    Queue<Departure> departures) {
  /** So many moments are remembered; what is sent at others gives no samples. */
  private static final int MOST = 20_000;

  static final DeliveryRate NONE =
      new DeliveryRate(0, 0, MonotonicTime.ZERO, MonotonicTime.ZERO, 0, 0, Queue.empty());

  /**
   * A moment at which something went out (§4.1.2.1.2).
   *
   * @param before how it stood then
   * @param inflight on its way then, itself included (P.tx_in_flight)
   */
  record Departure(MonotonicTime at, Past before, int inflight) {}

  /** What a departure remembers of {@link DeliveryRate}. */
  record Past(
      long delivered,
      long lost,
      MonotonicTime at,
      MonotonicTime first,
      boolean limited,
      boolean held) {}

  /**
   * What an arrival tells (RS, §4.1.2.1.3).
   *
   * @param rate octets a nanosecond; 0 where nothing can be said of it
   * @param delivered arrived since the departure
   * @param prior what had arrived before it
   * @param lost found lost since then
   * @param way how long it took
   */
  record Sample(
      double rate,
      long delivered,
      long prior,
      long lost,
      int inflight,
      boolean limited,
      boolean held,
      long way) {}

  record Sampled(DeliveryRate next, Option<Sample> sample) {}

  /**
   * Something goes out (§4.1.2.2), {@code before} which so much was on its way. A user who had no
   * more and got some at the same moment, on the same arrival, limits nothing.
   */
  DeliveryRate departed(int before, int inflight, MonotonicTime now) {
    boolean refilled = limited == delivered + before && at.equals(now);
    long bubble = refilled ? 0 : limited;
    boolean idle = before == 0;
    var from =
        idle || refilled
            ? new DeliveryRate(
                delivered, lost, idle ? now : at, idle ? now : first, bubble, held, departures)
            : this;
    if (departures.length() >= MOST) {
      return from;
    }
    var past = new Past(delivered, lost, from.at, from.first, bubble > 0, held > 0);
    return from.with(departures.append(new Departure(now, past, inflight)));
  }

  private DeliveryRate with(Queue<Departure> next) {
    return new DeliveryRate(delivered, lost, at, first, limited, held, next);
  }

  DeliveryRate missed(int octets) {
    return new DeliveryRate(delivered, lost + octets, at, first, limited, held, departures);
  }

  /** The user has no more to send for now (§4.1.2.4). */
  DeliveryRate limited(int inflight) {
    long until = Math.max(1, delivered + inflight);
    return until == limited
        ? this
        : new DeliveryRate(delivered, lost, at, first, until, held, departures);
  }

  /** The peer's window takes no more for now. */
  DeliveryRate held(int inflight) {
    long until = Math.max(1, delivered + inflight);
    return until == held
        ? this
        : new DeliveryRate(delivered, lost, at, first, limited, until, departures);
  }

  /**
   * Something has arrived (§4.1.2.3).
   *
   * @param newest the latest moment of which something has
   * @param least the shortest way known; what took less tells nothing
   */
  Sampled arrived(int octets, MonotonicTime newest, long least, MonotonicTime now) {
    @Var var left = departures;
    while (!left.isEmpty() && left.head().at.isBefore(newest)) {
      left = left.tail();
    }
    long all = delivered + octets;
    long bubble = all > limited ? 0 : limited;
    long full = all > held ? 0 : held;
    var known = left.headOption().filter(it -> it.at.equals(newest));
    var from = known.isDefined() ? newest : first;
    var next = new DeliveryRate(all, lost, now, from, bubble, full, left);
    return new Sampled(next, known.map(it -> next.sample(it, least)));
  }

  private Sample sample(Departure from, long least) {
    var past = from.before;
    long arriving = at.nanos() - past.at.nanos();
    long leaving = from.at.nanos() - past.first.nanos();
    long interval = Math.max(arriving, leaving);
    long octets = delivered - past.delivered;
    double rate = interval < least || interval <= 0 ? 0 : (double) octets / interval;
    long way = Math.max(1, at.nanos() - from.at.nanos());
    return new Sample(
        rate,
        octets,
        past.delivered,
        lost - past.lost,
        from.inflight,
        past.limited,
        past.held,
        way);
  }
}
