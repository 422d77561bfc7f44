package dev.etherloom.binder.policy;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import io.vavr.collection.Vector;
import java.nio.ByteBuffer;

/**
 * What logic may send: frames from the MAC addresses that were given, of the EtherTypes that were
 * given, no more than so many a second. It parses nothing else.
 */
public final class Egress {
  /** Two addresses and a type. */
  public static final int MIN_FRAME = 14;

  private static final int SOURCE = 6;
  private static final int TYPE = 12;
  private static final int TAG = 4;
  private static final long SECOND = 1_000_000_000L;

  private final MacPattern[] sources;
  private final EtherType[] types;
  private final long nanosPerFrame;
  private long busyUntil;

  /**
   * @param sources whose frames may pass; empty: anybody's
   * @param types what they may carry; empty: anything
   * @param framesPerSecond 0 for no limit; a tenth of a second's worth may go at once
   */
  public Egress(Vector<MacPattern> sources, Vector<EtherType> types, int framesPerSecond) {
    this.sources = sources.toJavaArray(MacPattern[]::new);
    this.types = types.toJavaArray(EtherType[]::new);
    this.nanosPerFrame = framesPerSecond == 0 ? 0 : Math.max(1, SECOND / framesPerSecond);
    this.busyUntil = Long.MIN_VALUE;
  }

  /**
   * Judges the frame at {@code start}; one that passes takes its share of the rate.
   *
   * @param now nanoseconds, as System.nanoTime
   */
  public Verdict judge(ByteBuffer octets, int start, int length, long now) {
    if (length < MIN_FRAME) {
      return Verdict.RUNT;
    }
    if (!allowsSource(source(octets, start))) {
      return Verdict.SOURCE;
    }
    if (types.length > 0 && !allowsType(typeOf(octets, start, length))) {
      return Verdict.ETHERTYPE;
    }
    return nanosPerFrame == 0 || takesShare(now) ? Verdict.PASS : Verdict.RATE;
  }

  /** The frame's source address, in the low 48 bits. */
  public static long source(ByteBuffer octets, int start) {
    return (octets.getShort(start + SOURCE) & 0xffffL) << 32
        | (octets.getInt(start + SOURCE + 2) & 0xffff_ffffL);
  }

  private boolean allowsSource(long mac) {
    for (var source : sources) {
      if (source.matches(mac)) {
        return true;
      }
    }
    return sources.length == 0;
  }

  /** The type behind the tags; a tag that is cut off counts as the type itself. */
  private static int typeOf(ByteBuffer octets, int start, int length) {
    @Var int at = TYPE;
    @Var int type = octets.getShort(start + at) & 0xffff;
    while ((type == EtherType.VLAN.value() || type == EtherType.SERVICE_VLAN.value())
        && at + TAG + 2 <= length) {
      at += TAG;
      type = octets.getShort(start + at) & 0xffff;
    }
    return type;
  }

  private boolean allowsType(int type) {
    for (var allowed : types) {
      if (allowed.value() == type) {
        return true;
      }
    }
    return false;
  }

  private boolean takesShare(long now) {
    long from = Math.max(busyUntil, now - SECOND / 10);
    if (from > now) {
      return false;
    }
    busyUntil = from + nanosPerFrame;
    return true;
  }
}
