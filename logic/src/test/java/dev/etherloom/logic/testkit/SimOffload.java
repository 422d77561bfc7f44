package dev.etherloom.logic.testkit;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * A network card that cuts long TCP segments and puts short ones together, as the binder does with
 * the kernel's help. Reads frames without any of the stack's codecs.
 *
 * @param mtu what it cuts to; 0: it does neither
 */
public record SimOffload(int mtu) {
  public static final SimOffload NONE = new SimOffload(0);
  private static final int ETHERNET = 14;
  private static final int MOST = 65_535;
  private static final int ACK = 16;
  private static final int PSH = 8;
  private static final int FIN = 1;
  private static final int CWR = 128;

  /** A TCP segment in its frame: where its header begins, and where its octets do. */
  private record Place(Slice frame, int tcp, int text) {
    int size() {
      return frame.length() - text;
    }

    int seq() {
      return frame.i32(tcp + 4);
    }

    int flags() {
      return frame.u8(tcp + 13);
    }

    boolean isV6() {
      return frame.u16(12) == 0x86dd;
    }
  }

  /** The segment of a frame; of TCP over IP without extras, else of no size. */
  private static Place place(Slice frame) {
    int tcp =
        switch (frame.u16(12)) {
          case 0x0800 -> frame.u8(23) == 6 && frame.u8(14) == 0x45 ? ETHERNET + 20 : 0;
          case 0x86dd -> frame.u8(20) == 6 ? ETHERNET + 40 : 0;
          default -> 0;
        };
    return tcp == 0
        ? new Place(frame, 0, frame.length())
        : new Place(frame, tcp, tcp + (frame.u8(tcp + 12) >>> 4) * 4);
  }

  /** What goes onto the wire for a frame: none of the pieces is longer than the MTU. */
  public List<Slice> cut(Slice frame) {
    if (mtu == 0 || frame.length() - ETHERNET <= mtu) {
      return List.of(frame);
    }
    var whole = place(frame);
    int room = mtu - (whole.text - ETHERNET);
    var pieces = new ArrayList<Slice>();
    for (int done = 0; done < whole.size(); done += room) {
      int size = Math.min(room, whole.size() - done);
      int flags = whole.flags() & (done > 0 ? ~CWR : ~0);
      boolean last = done + size == whole.size();
      pieces.add(written(whole, done, size, last ? flags : flags & ~(FIN | PSH)));
    }
    return pieces;
  }

  /** Whether a frame goes on where another ends, so that both can be put together. */
  public boolean follows(Slice before, Slice after) {
    if (mtu == 0 || before.length() + after.length() > MOST) {
      return false;
    }
    var first = place(before);
    var next = place(after);
    boolean text = first.size() > 0 && next.size() > 0 && next.flags() == ACK;
    return text
        && isExact(before)
        && isExact(after)
        && (first.flags() == ACK || first.flags() == (ACK | PSH))
        && next.seq() == first.seq() + first.size()
        && first.text == next.text
        && before.u16(12) == after.u16(12)
        && before.u16(ETHERNET) == after.u16(ETHERNET) // marks, too
        && sameEnds(first, next)
        && before.slice(first.tcp + 8, 4).equals(after.slice(next.tcp + 8, 4))
        && before.slice(first.tcp + 14, 2).equals(after.slice(next.tcp + 14, 2))
        && before
            .slice(first.tcp + 20, first.text - first.tcp - 20)
            .equals(after.slice(next.tcp + 20, next.text - next.tcp - 20));
  }

  private static boolean isExact(Slice frame) {
    int length = frame.u16(12) == 0x0800 ? frame.u16(16) : frame.u16(18) + 40;
    return frame.length() == ETHERNET + length;
  }

  private static boolean sameEnds(Place one, Place other) {
    int from = one.isV6() ? 22 : 26; // the addresses, and behind them the ports
    return one.frame
        .slice(from, one.tcp + 4 - from)
        .equals(other.frame.slice(from, other.tcp + 4 - from));
  }

  /** The two as one. */
  public Slice joined(Slice before, Slice after) {
    var first = place(before);
    var next = place(after);
    var octets = new byte[before.length() + next.size()];
    System.arraycopy(before.toBytes(), 0, octets, 0, before.length());
    System.arraycopy(after.toBytes(), next.text, octets, before.length(), next.size());
    var both = new Place(Slice.owning(octets), first.tcp, first.text);
    return written(both, 0, both.size(), first.flags());
  }

  /** A part of a segment in a frame of its own, lengths and checksums right. */
  private static Slice written(Place whole, int from, int size, int flags) {
    var octets = new byte[whole.text + size];
    System.arraycopy(whole.frame.first(whole.text).toBytes(), 0, octets, 0, whole.text);
    System.arraycopy(
        whole.frame.slice(whole.text + from, size).toBytes(), 0, octets, whole.text, size);
    put32(octets, whole.tcp + 4, whole.seq() + from);
    octets[whole.tcp + 13] = (byte) flags;
    int length = octets.length - whole.tcp;
    put16(octets, whole.isV6() ? 18 : 16, whole.isV6() ? length : length + 20);
    put16(octets, whole.tcp + 16, 0);
    int ends = sum(octets, whole.isV6() ? 22 : 26, whole.tcp, 6L + length);
    put16(octets, whole.tcp + 16, ~sum(octets, whole.tcp, octets.length, ends));
    if (!whole.isV6()) {
      put16(octets, 24, 0);
      put16(octets, 24, ~sum(octets, ETHERNET, whole.tcp, 0));
    }
    return Slice.owning(octets);
  }

  private static void put16(byte[] octets, int at, int value) {
    octets[at] = (byte) (value >>> 8);
    octets[at + 1] = (byte) value;
  }

  private static void put32(byte[] octets, int at, int value) {
    put16(octets, at, value >>> 16);
    put16(octets, at + 2, value);
  }

  /** The sum of 16-bit words, carries added (RFC 1071). */
  private static int sum(byte[] octets, int from, int to, long start) {
    @Var long sum = start;
    for (int i = from; i < to; i++) {
      sum += (long) (octets[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    while (sum > 0xffff) {
      sum = (sum >>> 16) + (sum & 0xffff);
    }
    return (int) sum;
  }

  /**
   * The same frame with a mark that it met congestion (RFC 3168 §5); itself where it must not have
   * one.
   */
  public static Slice marked(Slice frame) {
    var octets = frame.toBytes();
    switch (frame.u16(12)) {
      case 0x0800 -> {
        if ((octets[15] & 3) == 0) {
          return frame;
        }
        octets[15] |= 3;
        put16(octets, 24, 0);
        put16(octets, 24, ~sum(octets, ETHERNET, ETHERNET + 20, 0));
      }
      case 0x86dd -> {
        if ((octets[15] & 0x30) == 0) {
          return frame;
        }
        octets[15] |= 0x30;
      }
      default -> {
        return frame;
      }
    }
    return Slice.owning(octets);
  }
}
