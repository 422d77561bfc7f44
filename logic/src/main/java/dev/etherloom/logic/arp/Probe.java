package dev.etherloom.logic.arp;

import dev.etherloom.logic.arp.Arp.Owned;
import dev.etherloom.logic.arp.Claim.Announcing;
import dev.etherloom.logic.arp.Claim.Held;
import dev.etherloom.logic.arp.Claim.Lost;
import dev.etherloom.logic.arp.Claim.Probing;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.time.Duration;

/** Probing and announcing an address, as time passes (RFC 5227 §1.1, §2.1.1, §2.3). */
final class Probe {
  static final int PROBE_NUM = 3;
  static final int ANNOUNCE_NUM = 2;
  static final Duration PROBE_MIN = Duration.ofSeconds(1);
  static final Duration ANNOUNCE_WAIT = Duration.ofSeconds(2);
  static final Duration ANNOUNCE_INTERVAL = Duration.ofSeconds(2);
  private static final int SECOND = 1_000_000_000;

  private Probe() {}

  /** What is due for this address at {@code now}. */
  static Step<EtherResponder, EtherEffect> advance(Arp arp, Owned owned, MonotonicTime now) {
    return switch (owned.claim()) {
      case Probing(var sent, _) when sent < 0 ->
          Step.to(arp.with(owned, new Probing(0, now.plus(random(arp, owned, 0)))));
      case Probing(var sent, _) when sent < PROBE_NUM -> probe(arp, owned, sent, now);
      case Probing _ -> use(arp, owned, now);
      case Announcing(var sent, _, _) when sent == 0 -> use(arp, owned, now);
      case Announcing(_, _, var defended) ->
          Step.to(arp.with(owned, new Held(defended)), announcement(arp, owned));
      case Held _ -> Step.to(arp);
      case Lost _ -> Step.to(arp.with(owned, new Probing(0, now.plus(random(arp, owned, 0)))));
    };
  }

  private static Step<EtherResponder, EtherEffect> probe(
      Arp arp, Owned owned, int sent, MonotonicTime now) {
    var wait = sent + 1 < PROBE_NUM ? PROBE_MIN.plus(random(arp, owned, sent + 1)) : ANNOUNCE_WAIT;
    return Step.to(
        arp.with(owned, new Probing(sent + 1, now.plus(wait))),
        arp.broadcast(ArpPacket.probe(arp.self(), ip(owned))));
  }

  private static Step<EtherResponder, EtherEffect> use(Arp arp, Owned owned, MonotonicTime now) {
    return new Step<>(
        arp.with(owned, new Announcing(1, now.plus(ANNOUNCE_INTERVAL), Option.none())),
        List.of(new EtherEffect.Own(owned.address()), announcement(arp, owned)));
  }

  static EtherEffect announcement(Arp arp, Owned owned) {
    return arp.broadcast(ArpPacket.announcement(arp.self(), ip(owned)));
  }

  static Ipv4Address ip(Owned owned) {
    return (Ipv4Address) owned.address().address();
  }

  /** 0…1 s: PROBE_WAIT, and what PROBE_MAX is above PROBE_MIN. */
  private static Duration random(Arp arp, Owned owned, int round) {
    return Duration.ofNanos(arp.secret().below(SECOND, arp.self().bits(), ip(owned).bits(), round));
  }
}
