package dev.etherloom.logic.tcp;

import dev.etherloom.logic.ip.IpEffect;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * What the user of a connection may set (RFC 9293 §3.9.1): {@code offering} before it begins (by
 * {@link Dial} or {@link TcpResponder#tuning}), all else at any time.
 *
 * @param keepAlive how the peer is probed; none: never (§3.8.4)
 * @param trafficClass for all packets, 0…255; ECN is not the user's (§3.9.1.9)
 * @param hopLimit time to live of all packets, 1…255, or the default of IP (MUST-49)
 */
public record TcpTuning(
    Sending sending,
    Acknowledging acknowledging,
    Option<KeepAlive> keepAlive,
    Patience patience,
    Buffers buffers,
    Offering offering,
    int trafficClass,
    int hopLimit) {

  /**
   * When segments go out.
   *
   * @param nagle whether short ones wait for acknowledgments (§3.7.4, MUST-17)
   * @param corked whether short ones wait until this is over, or the user has finished
   * @param pushes whether the last octets there are go out marked, so that the peer's user hears of
   *     them at once (PSH, §3.9.1.2)
   * @param congestion what decides how much may be on its way; none: what does already, at first
   *     what the host prefers
   */
  public record Sending(
      boolean nagle, boolean corked, boolean pushes, Option<CongestionControl> congestion) {}

  /** When octets that came are acknowledged (§3.8.6.3). */
  public enum Acknowledging {
    /** At once while the connection is young, then a little later, hoping for company. */
    USUAL,
    AT_ONCE,
    DELAYED
  }

  /**
   * Signs of life that are asked for.
   *
   * @param idle after how long without one the first is
   * @param interval how long one is waited for
   * @param probes after how many without an answer the connection is given up
   */
  public record KeepAlive(Duration idle, Duration interval, int probes) {
    /** At least two hours, for those who just want to be kept alive (MUST-28). */
    public static final KeepAlive USUAL =
        new KeepAlive(Duration.ofHours(2), Duration.ofSeconds(75), 9);

    /** The usual way, but after that long. */
    public static KeepAlive after(Duration idle) {
      return new KeepAlive(idle, USUAL.interval, USUAL.probes);
    }
  }

  /**
   * How long to wait.
   *
   * @param first the retransmission timeout while nothing is known of the way (RFC 6298 §2.1)
   * @param user for how long data may stay unacknowledged, R2 (§3.8.3, RFC 5482)
   */
  public record Patience(Duration first, Duration user) {}

  /**
   * Octets that may wait.
   *
   * @param receive for the user, 1…2³⁰; none: as many as prove useful
   */
  public record Buffers(Option<Integer> receive) {}

  /** Whether congestion may be told of by marks (RFC 3168). */
  public enum Marks {
    NEVER,
    /** Where the peer asks for it; there are networks that drop a SYN that does. */
    ACCEPTED,
    ASKED
  }

  /**
   * What the SYN offers; what it does not offer is not used.
   *
   * @param mss the longest segment, both ways; none: what the link takes
   */
  public record Offering(
      Option<Integer> mss, boolean timestamps, boolean sack, boolean scaled, Marks marks) {
    public static final Offering ALL =
        new Offering(Option.none(), true, true, true, Marks.ACCEPTED);

    public Offering withMss(int octets) {
      return new Offering(Option.some(octets), timestamps, sack, scaled, marks);
    }

    public Offering withTimestamps(boolean on) {
      return new Offering(mss, on, sack, scaled, marks);
    }

    public Offering withSack(boolean on) {
      return new Offering(mss, timestamps, on, scaled, marks);
    }

    public Offering withScaling(boolean on) {
      return new Offering(mss, timestamps, sack, on, marks);
    }

    public Offering with(Marks next) {
      return new Offering(mss, timestamps, sack, scaled, next);
    }
  }

  public static final TcpTuning DEFAULT =
      new TcpTuning(
          new Sending(true, false, true, Option.none()),
          Acknowledging.USUAL,
          Option.none(),
          new Patience(Duration.ofSeconds(1), Duration.ofMinutes(5)),
          new Buffers(Option.none()),
          Offering.ALL,
          0,
          IpEffect.DEFAULT_HOP_LIMIT);

  public Duration userTimeout() {
    return patience.user;
  }

  public TcpTuning withNagle(boolean on) {
    return with(new Sending(on, sending.corked, sending.pushes, sending.congestion));
  }

  public TcpTuning withCork(boolean on) {
    return with(new Sending(sending.nagle, on, sending.pushes, sending.congestion));
  }

  public TcpTuning withPush(boolean on) {
    return with(new Sending(sending.nagle, sending.corked, on, sending.congestion));
  }

  public TcpTuning with(CongestionControl next) {
    return with(new Sending(sending.nagle, sending.corked, sending.pushes, Option.some(next)));
  }

  /** With what the host prefers where the user does not care. */
  TcpTuning preferring(CongestionControl usual) {
    return sending.congestion.isDefined() || usual == CongestionControl.CUBIC ? this : with(usual);
  }

  private TcpTuning with(Sending next) {
    return new TcpTuning(
        next, acknowledging, keepAlive, patience, buffers, offering, trafficClass, hopLimit);
  }

  public TcpTuning with(Acknowledging next) {
    return new TcpTuning(
        sending, next, keepAlive, patience, buffers, offering, trafficClass, hopLimit);
  }

  public TcpTuning withKeepAlive(Option<KeepAlive> next) {
    return new TcpTuning(
        sending, acknowledging, next, patience, buffers, offering, trafficClass, hopLimit);
  }

  public TcpTuning withUserTimeout(Duration span) {
    return with(new Patience(patience.first, span));
  }

  public TcpTuning with(Patience next) {
    return new TcpTuning(
        sending, acknowledging, keepAlive, next, buffers, offering, trafficClass, hopLimit);
  }

  public TcpTuning with(Buffers next) {
    return new TcpTuning(
        sending, acknowledging, keepAlive, patience, next, offering, trafficClass, hopLimit);
  }

  public TcpTuning with(Offering next) {
    return new TcpTuning(
        sending, acknowledging, keepAlive, patience, buffers, next, trafficClass, hopLimit);
  }

  public TcpTuning withTrafficClass(int octet) {
    return new TcpTuning(
        sending, acknowledging, keepAlive, patience, buffers, offering, octet, hopLimit);
  }

  public TcpTuning withHopLimit(int hops) {
    return new TcpTuning(
        sending, acknowledging, keepAlive, patience, buffers, offering, trafficClass, hops);
  }
}
