package dev.etherloom.logic.net;

import java.util.Comparator;

/**
 * A sequence number: 32 bits that wrap (RFC 9293 §3.4, the serial arithmetic of RFC 1982). Two can
 * be compared only while they are less than 2³¹ apart, as all of one window are.
 *
 * @param raw the 32 bits
 */
public record SeqNum(int raw) {
  /** An order for the numbers of one window; of others it is none. */
  public static final Comparator<SeqNum> IN_WINDOW = (a, b) -> Integer.compare(a.minus(b), 0);

  public SeqNum plus(int octets) {
    return new SeqNum(raw + octets);
  }

  /** How far this is behind {@code earlier}; negative where it is before it. */
  public int minus(SeqNum earlier) {
    return raw - earlier.raw;
  }

  public boolean before(SeqNum other) {
    return raw - other.raw < 0;
  }

  public boolean after(SeqNum other) {
    return raw - other.raw > 0;
  }

  /** Whether this is one of the {@code size} numbers from {@code first} on. */
  public boolean within(SeqNum first, int size) {
    return Integer.compareUnsigned(raw - first.raw, size) < 0;
  }

  public SeqNum later(SeqNum other) {
    return before(other) ? other : this;
  }

  public SeqNum earlier(SeqNum other) {
    return before(other) ? this : other;
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(raw);
  }

  /** What a record has by itself goes through method handles; this is asked too often for that. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SeqNum that && raw == that.raw;
  }

  @Override
  public int hashCode() {
    return raw;
  }
}
