package dev.etherloom.logic.arp;

import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.control.Option;

/** How far the host is with an address of its own (RFC 5227 §2.1–2.4). */
sealed interface Claim {
  /** Whether the host answers for the address. */
  boolean isUsed();

  /** When something is due; none if not. */
  Option<MonotonicTime> due();

  /**
   * Asking whether the address is free, without using it.
   *
   * @param sent probes sent so far; -1 before the first wait, which keeps a power cut from making
   *     all hosts ask at once
   */
  record Probing(int sent, MonotonicTime next) implements Claim {
    @Override
    public boolean isUsed() {
      return false;
    }

    @Override
    public Option<MonotonicTime> due() {
      return Option.some(next);
    }
  }

  /**
   * In use, and being made known.
   *
   * @param sent announcements sent so far
   */
  record Announcing(int sent, MonotonicTime next, Option<MonotonicTime> defended) implements Claim {
    @Override
    public boolean isUsed() {
      return true;
    }

    @Override
    public Option<MonotonicTime> due() {
      return Option.some(next);
    }
  }

  /**
   * In use.
   *
   * @param defended when it was last defended
   */
  record Held(Option<MonotonicTime> defended) implements Claim {
    @Override
    public boolean isUsed() {
      return true;
    }

    @Override
    public Option<MonotonicTime> due() {
      return Option.none();
    }
  }

  /** Given up to another host; tried again later. */
  record Lost(MonotonicTime retryAt) implements Claim {
    @Override
    public boolean isUsed() {
      return false;
    }

    @Override
    public Option<MonotonicTime> due() {
      return Option.some(retryAt);
    }
  }
}
