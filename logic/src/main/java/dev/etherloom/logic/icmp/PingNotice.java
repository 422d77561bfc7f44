package dev.etherloom.logic.icmp;

import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Notice;
import java.time.Duration;
import java.util.Locale;

/** What a {@link Pinger} has to tell, line by line as ping(8) prints it. */
public sealed interface PingNotice extends Notice {
  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  /** It begins. */
  record Started(IpAddress target, int size) implements PingNotice {
    @Override
    public String toString() {
      return "PING %s %d(%d) bytes of data."
          .formatted(target, size, size + (target.width() == 32 ? 28 : 48));
    }
  }

  /**
   * An answer.
   *
   * @param octets ICMP header and payload
   * @param duplicate whether the same answer had come before
   */
  record Reply(
      IpAddress from, int octets, int sequence, int ttl, Duration roundTrip, boolean duplicate)
      implements PingNotice {
    @Override
    public String toString() {
      return "%d bytes from %s: icmp_seq=%d ttl=%d time=%s ms%s"
          .formatted(
              octets, from, sequence, ttl, millis(roundTrip.toNanos()), duplicate ? " (DUP!)" : "");
    }
  }

  /**
   * Somebody on the way says that it cannot be delivered.
   *
   * @param reason in ping's words
   */
  record Failed(IpAddress from, int sequence, String reason) implements PingNotice {
    @Override
    public String toString() {
      return "From %s icmp_seq=%d %s".formatted(from, sequence, reason);
    }
  }

  /** No address of the host's own became usable that could reach the target. */
  record NoSource(IpAddress target) implements PingNotice {
    @Override
    public String toString() {
      return "ping: no address to reach %s from".formatted(target);
    }
  }

  /**
   * It is over.
   *
   * @param elapsed from the first request to the end
   */
  record Summary(
      IpAddress target,
      int sent,
      int received,
      int duplicates,
      int errors,
      Duration elapsed,
      RoundTrips times)
      implements PingNotice {
    @Override
    public String toString() {
      var lost = sent == 0 ? 0 : Math.round((sent - received) * 1000.0 / sent) / 10.0;
      var counts =
          "--- %s ping statistics ---%n%d packets transmitted, %d received%s%s, %s%% packet loss, time %dms"
              .formatted(
                  target,
                  sent,
                  received,
                  duplicates > 0 ? ", +" + duplicates + " duplicates" : "",
                  errors > 0 ? ", +" + errors + " errors" : "",
                  lost == Math.rint(lost) ? Long.toString(Math.round(lost)) : Double.toString(lost),
                  elapsed.toMillis());
      return received == 0
          ? counts
          : counts
              + "%nrtt min/avg/max/mdev = %s/%s/%s/%s ms"
                  .formatted(
                      millis(times.min()),
                      millis(times.average()),
                      millis(times.max()),
                      millis(times.deviation()));
    }
  }

  /**
   * Round trips in sum, in nanoseconds.
   *
   * @param squares the sum of their squares
   */
  record RoundTrips(int count, long min, long max, double sum, double squares) {
    static final RoundTrips NONE = new RoundTrips(0, Long.MAX_VALUE, 0, 0, 0);

    RoundTrips with(long nanos) {
      return new RoundTrips(
          count + 1,
          Math.min(min, nanos),
          Math.max(max, nanos),
          sum + nanos,
          squares + (double) nanos * nanos);
    }

    public long average() {
      return count == 0 ? 0 : Math.round(sum / count);
    }

    /** The standard deviation, which ping(8) calls mdev. */
    public long deviation() {
      double mean = count == 0 ? 0 : sum / count;
      return count == 0 ? 0 : Math.round(Math.sqrt(Math.max(0, squares / count - mean * mean)));
    }
  }
}
