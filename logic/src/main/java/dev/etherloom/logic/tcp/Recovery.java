package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;

/** What the sender is about: sending on, slowing down, or repairing a loss. */
sealed interface Recovery {
  /**
   * Nothing is being repaired.
   *
   * @param past the last reduction, which may still turn out to have been none
   * @param repaired what was sent when something was lost last; duplicates of older acknowledgments
   *     mean nothing (RFC 6582 §4)
   */
  record Steady(Option<Undo> past, SeqNum repaired) implements Recovery {}

  /** Congestion was told of (RFC 3168 §6.1.2); the window comes down until that is acknowledged. */
  record Slowing(SeqNum until, Prr prr) implements Recovery {}

  /** Fast recovery (RFC 6675 §5, RFC 6582), until what was sent then is acknowledged. */
  record Fast(SeqNum until, Prr prr, Undo undo) implements Recovery {}

  /**
   * The retransmission timer expired (RFC 6298 §5.4).
   *
   * @param doubt whether it may have been too early (F-RTO, RFC 5682)
   */
  record Timeout(SeqNum until, Undo undo, Doubt doubt) implements Recovery {}

  /** How far F-RTO has come. */
  enum Doubt {
    /** Nothing was acknowledged since. */
    NEW,
    /** Something was; new data was sent instead of old, to see. */
    TRIED,
    /** It was right. */
    NONE
  }

  /** Something was sent. */
  default Recovery sent(int octets, boolean again, MonotonicTime now) {
    return switch (this) {
      case Steady steady -> steady;
      case Slowing(var until, var prr) -> new Slowing(until, prr.sent(octets));
      case Fast(var until, var prr, var undo) ->
          new Fast(until, prr.sent(octets), again ? undo.sentAgain(now) : undo);
      case Timeout(var until, var undo, var doubt) ->
          again ? new Timeout(until, undo.sentAgain(now), doubt) : this;
    };
  }

  /** D-SACKs tell of so many segments that were sent in vain. */
  default Recovery refuted(int segments) {
    return switch (this) {
      case Steady(var past, var repaired) ->
          new Steady(past.map(undo -> undo.refuted(segments)), repaired);
      case Slowing slowing -> slowing;
      case Fast(var until, var prr, var undo) -> new Fast(until, prr, undo.refuted(segments));
      case Timeout(var until, var undo, var doubt) ->
          new Timeout(until, undo.refuted(segments), doubt);
    };
  }

  /** What can be undone of it. */
  default Option<Undo> undoing() {
    return switch (this) {
      case Steady(var past, _) -> past;
      case Slowing _ -> Option.none();
      case Fast(_, _, var undo) -> Option.some(undo);
      case Timeout(_, var undo, _) -> Option.some(undo);
    };
  }

  /** Whether it goes on, where all before {@code una} is acknowledged. */
  default boolean isBefore(SeqNum una) {
    return switch (this) {
      case Steady _ -> false;
      case Slowing(var until, _) -> una.before(until);
      case Fast(var until, _, _) -> una.before(until);
      case Timeout(var until, _, _) -> una.before(until);
    };
  }

  /** Whether duplicates of {@code una} can tell of a loss that is not being repaired. */
  default boolean mayBegin(SeqNum una) {
    return switch (this) {
      case Steady(_, var repaired) -> una.after(repaired);
      case Slowing _ -> true;
      case Fast _, Timeout _ -> false;
    };
  }

  /** Whether a loss is being repaired. */
  default boolean isRepairing() {
    return this instanceof Fast || this instanceof Timeout;
  }
}
