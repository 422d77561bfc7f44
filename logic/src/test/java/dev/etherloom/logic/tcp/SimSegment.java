package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A segment as it stands in a frame, read without any of the stack's own codecs, so that these are
 * judged as well.
 *
 * @param v6 the family
 * @param source the last octet of the source address; with the ports it names a host here
 * @param id the identification; -1 where there is none, or the packet must not be split
 * @param ecn the two bits of RFC 3168
 * @param mss 0: none
 * @param shift the window scale; -1: none
 * @param stamps value and echo
 * @param sack left and right edges
 */
record SimSegment(
    boolean v6,
    int source,
    int length,
    int id,
    int ttl,
    int ecn,
    int sourcePort,
    int destinationPort,
    int seq,
    int ack,
    int flags,
    int window,
    int mss,
    int shift,
    boolean sackPermitted,
    Option<Stamps> stamps,
    Vector<Block> sack,
    int optionLength,
    Slice text) {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;

  private static final int ETHERNET = 14;
  private static final int TCP = 6;

  record Stamps(int value, int echo) {}

  record Block(int left, int right) {}

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** What it takes of the sequence space. */
  int size() {
    return text.length() + (has(SYN) ? 1 : 0) + (has(FIN) ? 1 : 0);
  }

  /** The segment of a frame; none where it is another's, or a sum is wrong. */
  static Option<SimSegment> read(Slice frame) {
    int type = frame.u16(12);
    if (type == 0x0800 && frame.length() >= ETHERNET + 40) {
      return v4(frame.from(ETHERNET));
    }
    return type == 0x86dd && frame.length() >= ETHERNET + 60
        ? v6(frame.from(ETHERNET))
        : Option.none();
  }

  private static Option<SimSegment> v4(Slice packet) {
    int header = (packet.u8(0) & 15) * 4;
    int length = packet.u16(2);
    boolean whole = (packet.u16(6) & 0x3fff) == 0;
    boolean sound =
        packet.u8(0) >>> 4 == 4
            && header >= 20
            && length <= packet.length()
            && length >= header + 20
            && sum(packet, 0, header, 0) == 0xffff;
    if (!sound || !whole || packet.u8(9) != TCP) {
      return Option.none();
    }
    int id = (packet.u16(6) & 0x4000) == 0 ? packet.u16(4) : -1;
    int pseudo = TCP + (length - header);
    boolean right = sum(packet, 12, 20, sum(packet, header, length, pseudo)) == 0xffff;
    var tcp = packet.slice(header, length - header);
    return right
        ? tcp(tcp, false, packet.u8(15), length, id, packet.u8(8), packet.u8(1) & 3)
        : Option.none();
  }

  private static Option<SimSegment> v6(Slice packet) {
    int payload = packet.u16(4);
    if (packet.u8(0) >>> 4 != 6
        || packet.u8(6) != TCP
        || payload + 40 > packet.length()
        || payload < 20) {
      return Option.none();
    }
    boolean right = sum(packet, 8, 40, sum(packet, 40, 40 + payload, TCP + payload)) == 0xffff;
    var tcp = packet.slice(40, payload);
    return right
        ? tcp(tcp, true, packet.u8(23), payload + 40, -1, packet.u8(7), (packet.u8(1) >>> 4) & 3)
        : Option.none();
  }

  /** The sum of 16-bit words, carries added (RFC 1071). */
  private static int sum(Slice octets, int from, int to, int start) {
    @Var long sum = start;
    @Var int i = from;
    for (; i + 3 < to; i += 4) {
      long word = octets.u32(i);
      sum += (word >>> 16) + (word & 0xffff);
    }
    for (; i < to; i++) {
      sum += (long) octets.u8(i) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    while (sum > 0xffff) {
      sum = (sum >>> 16) + (sum & 0xffff);
    }
    return (int) sum;
  }

  private static Option<SimSegment> tcp(
      Slice tcp, boolean v6, int source, int length, int id, int ttl, int ecn) {
    int header = (tcp.u8(12) >>> 4) * 4;
    if (header < 20 || header > tcp.length()) {
      return Option.none();
    }
    var options = new Options();
    return options.read(tcp.slice(20, header - 20))
        ? Option.some(options.segment(tcp, header, v6, source, length, id, ttl, ecn))
        : Option.none();
  }

  /** The options that this stack knows. */
  private static final class Options {
    private int mss;
    private int shift = -1;
    private boolean sackPermitted;
    private Option<Stamps> stamps = Option.none();
    private Vector<Block> sack = Vector.empty();

    boolean read(Slice options) {
      @Var int at = 0;
      while (at < options.length() && options.u8(at) != 0) {
        if (options.u8(at) == 1) {
          at++;
          continue;
        }
        int size = at + 1 < options.length() ? options.u8(at + 1) : 0;
        if (size < 2 || at + size > options.length()) {
          return false;
        }
        one(options.u8(at), options.slice(at + 2, size - 2));
        at += size;
      }
      return true;
    }

    private void one(int kind, Slice value) {
      switch (kind) {
        case 2 -> mss = value.u16(0);
        case 3 -> shift = value.u8(0);
        case 4 -> sackPermitted = true;
        case 5 -> {
          for (int i = 0; i + 8 <= value.length(); i += 8) {
            sack = sack.append(new Block(value.i32(i), value.i32(i + 4)));
          }
        }
        case 8 -> stamps = Option.some(new Stamps(value.i32(0), value.i32(4)));
        default -> {}
      }
    }

    private SimSegment segment(
        Slice tcp, int header, boolean v6, int source, int length, int id, int ttl, int ecn) {
      return new SimSegment(
          v6,
          source,
          length,
          id,
          ttl,
          ecn,
          tcp.u16(0),
          tcp.u16(2),
          tcp.i32(4),
          tcp.i32(8),
          tcp.u8(13),
          tcp.u16(14),
          mss,
          shift,
          sackPermitted,
          stamps,
          sack,
          header - 20,
          tcp.from(header));
    }
  }
}
