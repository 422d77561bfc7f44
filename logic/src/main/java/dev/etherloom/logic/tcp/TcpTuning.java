package dev.etherloom.logic.tcp;

import dev.etherloom.logic.ip.IpEffect;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * What the user of a connection may set, at any time (RFC 9293 §3.9.1).
 *
 * @param nagle whether short segments wait for acknowledgments (§3.7.4, MUST-17)
 * @param keepAlive after how long without a sign of life the peer is probed; none: never (§3.8.4)
 * @param userTimeout for how long data may stay unacknowledged, R2 (§3.8.3, RFC 5482)
 * @param trafficClass for all packets, 0…255; ECN is not the user's (§3.9.1.9)
 * @param hopLimit time to live of all packets, 1…255, or the default of IP (MUST-49)
 */
public record TcpTuning(
    boolean nagle,
    Option<Duration> keepAlive,
    Duration userTimeout,
    int trafficClass,
    int hopLimit) {
  /** At least two hours, the default of those who want to be kept alive (MUST-28). */
  public static final Duration KEEP_ALIVE = Duration.ofHours(2);

  public static final TcpTuning DEFAULT =
      new TcpTuning(true, Option.none(), Duration.ofMinutes(5), 0, IpEffect.DEFAULT_HOP_LIMIT);

  public TcpTuning withNagle(boolean on) {
    return new TcpTuning(on, keepAlive, userTimeout, trafficClass, hopLimit);
  }

  public TcpTuning withKeepAlive(Option<Duration> idle) {
    return new TcpTuning(nagle, idle, userTimeout, trafficClass, hopLimit);
  }

  public TcpTuning withUserTimeout(Duration span) {
    return new TcpTuning(nagle, keepAlive, span, trafficClass, hopLimit);
  }

  public TcpTuning withTrafficClass(int octet) {
    return new TcpTuning(nagle, keepAlive, userTimeout, octet, hopLimit);
  }
}
