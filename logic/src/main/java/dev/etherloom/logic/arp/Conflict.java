package dev.etherloom.logic.arp;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.arp.Arp.Owned;
import dev.etherloom.logic.ethernet.EtherEffect;
import dev.etherloom.logic.ethernet.EtherResponder;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.time.Duration;

/** Another host claims an address of this one (RFC 5227 §2.1.1, §2.4 (b)). */
final class Conflict {
  static final Duration DEFEND_INTERVAL = Duration.ofSeconds(10);
  static final Duration RATE_LIMIT_INTERVAL = Duration.ofSeconds(60);

  private Conflict() {}

  static Step<EtherResponder, EtherEffect> with(
      Arp arp, Owned owned, MacAddress other, MonotonicTime now) {
    return switch (owned.claim()) {
      case Claim.Probing _ -> lose(arp, owned, other, List.empty(), now);
      case Claim.Lost _ -> Step.to(arp);
      case Claim.Announcing(var sent, var next, var defended) ->
          mayDefend(defended, now)
              ? defend(arp, owned, other, new Claim.Announcing(sent, next, Option.some(now)))
              : giveUp(arp, owned, other, now);
      case Claim.Held(var defended) ->
          mayDefend(defended, now)
              ? defend(arp, owned, other, new Claim.Held(Option.some(now)))
              : giveUp(arp, owned, other, now);
    };
  }

  private static boolean mayDefend(Option<MonotonicTime> defended, MonotonicTime now) {
    return defended.isEmpty() || now.reached(defended.get().plus(DEFEND_INTERVAL));
  }

  private static Step<EtherResponder, EtherEffect> defend(
      Arp arp, Owned owned, MacAddress other, Claim next) {
    return new Step<>(
        arp.with(owned, next),
        List.of(Probe.announcement(arp, owned), tell(owned, other, "it is defended")));
  }

  private static Step<EtherResponder, EtherEffect> giveUp(
      Arp arp, Owned owned, MacAddress other, MonotonicTime now) {
    return lose(arp, owned, other, List.of(new EtherEffect.Disown(owned.address())), now);
  }

  private static Step<EtherResponder, EtherEffect> lose(
      Arp arp, Owned owned, MacAddress other, List<EtherEffect> effects, MonotonicTime now) {
    return new Step<>(
        arp.with(owned, new Claim.Lost(now.plus(RATE_LIMIT_INTERVAL))),
        effects.append(tell(owned, other, "it is given up and probed again in 60 s")));
  }

  private static EtherEffect tell(Owned owned, MacAddress other, String outcome) {
    return new EtherEffect.Tell(new AddressConflict(Probe.ip(owned), other, outcome));
  }
}
