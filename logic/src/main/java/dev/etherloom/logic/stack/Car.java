package dev.etherloom.logic.stack;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.Vlan;

/**
 * A frame of a {@link Train}, and where in it everything stands. In one that does not carry a piece
 * of a TCP stream and nothing else that matters, there is no text, and it is not looked at further.
 *
 * @param packet where the packet starts
 * @param segment where the segment starts
 */
record Car(Slice frame, int packet, int segment, Slice text) {
  private static final int ADDRESSES = 12;
  private static final int V4 = 0x45; // without options
  private static final int V4_HEADER = 20;
  private static final int V6_HEADER = 40;
  private static final int TCP_HEADER = 20;
  private static final int FLAGS = 13;
  private static final int PSH = 0x08;
  private static final int ACK = 0x10;

  static Car of(Slice frame) {
    @Var int at = ADDRESSES;
    for (int tags = 0; frame.length() >= at + 2 + V4_HEADER + TCP_HEADER; tags++) {
      int type = frame.u16(at);
      boolean tag = type == EtherType.VLAN.value() || type == EtherType.SERVICE_VLAN.value();
      if (!tag || tags == Vlan.MAX_TAGS) {
        int packet = at + 2;
        return type == EtherType.IPV4.value() && isWholeV4(frame.from(packet))
            ? carrying(frame, packet, packet + V4_HEADER)
            : type == EtherType.IPV6.value() && isWholeV6(frame.from(packet))
                ? carrying(frame, packet, packet + V6_HEADER)
                : other(frame);
      }
      at += Vlan.Tag.LENGTH;
    }
    return other(frame);
  }

  private static Car other(Slice frame) {
    return new Car(frame, 0, 0, Slice.EMPTY);
  }

  /** Without padding, options or fragments. */
  private static boolean isWholeV4(Slice packet) {
    return packet.u8(0) == V4
        && packet.u16(2) == packet.length()
        && (packet.u16(6) & 0x3fff) == 0
        && packet.u8(9) == IpProtocol.TCP.number();
  }

  private static boolean isWholeV6(Slice packet) {
    return packet.length() >= V6_HEADER + TCP_HEADER
        && packet.u8(0) >>> 4 == 6
        && packet.u16(4) == packet.length() - V6_HEADER
        && packet.u8(6) == IpProtocol.TCP.number();
  }

  private static Car carrying(Slice frame, int packet, int segment) {
    int header = (frame.u8(segment + 12) >>> 4) * 4;
    boolean plain =
        (frame.u16(segment + 12) & 0xfff & ~PSH) == ACK
            && header >= TCP_HEADER
            && frame.length() > segment + header;
    return plain ? new Car(frame, packet, segment, frame.from(segment + header)) : other(frame);
  }

  /** Whether {@code next} could have been one with this, had the sender not cut there. */
  boolean leads(Car next) {
    return !next.text.isEmpty()
        && packet == next.packet
        && segment == next.segment
        && next.seq() == seq() + text.length()
        && !isPushed()
        && same(next, 0, packet)
        && (isV4() ? sameV4(next) : sameV6(next))
        && same(next, segment, 4) // ports
        && same(next, segment + 8, 5) // acknowledgment, data offset
        && same(next, segment + 14, 2) // window
        && same(next, segment + 18, header() - 18); // urgent pointer, options
  }

  /** All but length, identification and checksum. */
  private boolean sameV4(Car next) {
    return same(next, packet, 2) && same(next, packet + 6, 4) && same(next, packet + 12, 8);
  }

  /** All but the length. */
  private boolean sameV6(Car next) {
    return same(next, packet, 4) && same(next, packet + 6, 34);
  }

  private boolean same(Car next, int from, int length) {
    return frame.slice(from, length).equals(next.frame.slice(from, length));
  }

  private boolean isV4() {
    return segment - packet == V4_HEADER;
  }

  private int seq() {
    return frame.i32(segment + 4);
  }

  private boolean isPushed() {
    return (frame.u8(segment + FLAGS) & PSH) != 0;
  }

  private int header() {
    return frame.length() - text.length() - segment;
  }

  boolean isIntact() {
    return (!isV4() || InternetChecksum.of(frame.slice(packet, V4_HEADER)).verifies())
        && pseudo(frame.length() - segment).plus(frame.from(segment)).verifies();
  }

  /** The sum over addresses, protocol and length, which TCP's checksum covers too. */
  private InternetChecksum pseudo(int length) {
    var addresses = isV4() ? frame.slice(packet + 12, 8) : frame.slice(packet + 8, 32);
    return InternetChecksum.of(addresses).plus(IpProtocol.TCP.number()).plus(length);
  }

  /**
   * Puts right what this frame's headers say at the front of {@code out}, which has been written
   * whole: the lengths, the last one's PSH, the checksums.
   */
  void measure(Writer out, Car last) {
    int length = out.length();
    out.patch8(segment + FLAGS, frame.u8(segment + FLAGS) | last.frame.u8(segment + FLAGS));
    if (isV4()) {
      int before = frame.u16(packet + 2);
      int sum = frame.u16(packet + 10);
      out.patch16(packet + 2, length - packet);
      var header = new InternetChecksum((~sum & 0xffff) + (~before & 0xffff) + length - packet);
      out.patch16(packet + 10, header.value()); // RFC 1624
    } else {
      out.patch16(packet + 4, length - segment);
    }
    out.patch16(segment + 16, 0);
    var sum = pseudo(length - segment).plus(out.checksumFrom(segment));
    out.patch16(segment + 16, sum.value());
  }
}
