package dev.etherloom.logic.net;

/**
 * One of several equal stacks that stand for the same hosts. Flows are dealt out among them, so
 * that each can have a core of its own, and they share nothing.
 *
 * @param index which of them, from 0
 * @param count how many there are, at least 1
 */
public record Shard(int index, int count) {
  public static final Shard ONLY = new Shard(0, 1);

  /** Throws {@link IllegalArgumentException} where there is no such shard. */
  public Shard {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("no shard " + index + " of " + count);
    }
  }

  /** Whether there are no others. */
  public boolean isAlone() {
    return count == 1;
  }

  /**
   * Whether it says to the link what is to be said once for a host: answers to who has an address,
   * announcements, reports of groups. The others hear the same, and keep silent.
   */
  public boolean speaks() {
    return index == 0;
  }

  /**
   * How far apart the numbers are that it gives out, beginning at {@link #index}, so that no other
   * shard gives the same: the least power of two that is not below {@link #count}, which divides
   * every range of a field.
   */
  public int stride() {
    return count == 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
  }

  /** Its part of what a host may do in all, at least 1. */
  public int partOf(int whole) {
    return Math.max(1, whole / count);
  }
}
