package dev.etherloom.logic.ndp;

import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * An address of the host's own, or one that it wants.
 *
 * @param onLink whether its whole network is on the link by virtue of this address
 * @param owner for whom it is
 * @param state how far the host is with it
 * @param life how long it is valid
 * @param taken how many addresses for the same purpose turned out to be taken; none: this one was
 *     configured, and there is no other
 */
record Claim(
    InterfaceAddress address,
    boolean onLink,
    Owner owner,
    State state,
    Life life,
    Option<Integer> taken) {
  /** RFC 7217 §6: so many further tries where an address is taken. */
  static final int MAX_TRIES = 3;

  /** For whom an address is. */
  enum Owner {
    HOST,
    /** A responder of this host alone. */
    RESPONDER,
    /** A responder, and others on the link may have it too (RFC 4861 §7.2.7, §7.2.8). */
    SHARED
  }

  /** How far the host is with it (RFC 4862 §5.4). */
  sealed interface State {
    /**
     * It is not known whether it is free.
     *
     * @param sent questions so far; -1: nothing yet
     */
    record Tentative(int sent, MonotonicTime next) implements State {}

    /** It is used. */
    record Held(boolean preferred) implements State {}

    /** Another host has it. */
    record Duplicate() implements State {}
  }

  /** Until when it is preferred and valid; none: for ever. */
  record Life(Option<MonotonicTime> preferred, Option<MonotonicTime> valid) {
    static final Life FOREVER = new Life(Option.none(), Option.none());

    private static final MonotonicTime PAST = new MonotonicTime(Long.MIN_VALUE);

    static Life of(long preferred, long valid, MonotonicTime now) {
      return new Life(end(preferred, now), end(valid, now));
    }

    /** When so many seconds will be over; none: never. */
    static Option<MonotonicTime> end(long seconds, MonotonicTime now) {
      return seconds == NdpOption.FOREVER
          ? Option.none()
          : Option.some(now.plus(Duration.ofSeconds(seconds)));
    }

    boolean isPreferred(MonotonicTime now) {
      return preferred.forAll(end -> !now.reached(end));
    }

    boolean isOver(MonotonicTime now) {
      return valid.exists(now::reached);
    }
  }

  static Claim fresh(InterfaceAddress address, boolean onLink, Life life, Option<Integer> taken) {
    return new Claim(address, onLink, Owner.HOST, new State.Tentative(-1, Life.PAST), life, taken);
  }

  /** One that a responder wants; it tells nothing of what is on the link. */
  static Claim by(Ipv6Address address, Owner owner) {
    return new Claim(
        new InterfaceAddress(address, address.width()),
        false,
        owner,
        new State.Tentative(-1, Life.PAST),
        Life.FOREVER,
        Option.none());
  }

  boolean isHosts() {
    return owner == Owner.HOST;
  }

  boolean isShared() {
    return owner == Owner.SHARED;
  }

  Ipv6Address ip() {
    return (Ipv6Address) address.address();
  }

  Claim with(State next) {
    return new Claim(address, onLink, owner, next, life, taken);
  }

  Claim with(Life next) {
    return new Claim(address, onLink, owner, state, next, taken);
  }

  boolean isHeld() {
    return state instanceof State.Held;
  }

  boolean isTentative() {
    return state instanceof State.Tentative;
  }

  /** When something is to be done about it. */
  Option<MonotonicTime> due() {
    return switch (state) {
      case State.Tentative(_, var next) -> MonotonicTime.sooner(Option.some(next), life.valid);
      case State.Held(var preferred) ->
          preferred ? MonotonicTime.sooner(life.preferred, life.valid) : life.valid;
      case State.Duplicate() -> life.valid;
    };
  }
}
