package dev.etherloom.binder.link;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import java.nio.ByteBuffer;

/**
 * Where the headers of a TCP frame stand; offsets count octets from the frame's start.
 *
 * @param ip where the IP header begins
 * @param tcp where the TCP header begins
 * @param headers octets of all headers
 */
record TcpShape(boolean isIpv4, int ip, int tcp, int headers) {
  /** The checksum's place in the TCP header. */
  static final int CHECKSUM = 16;

  static final TcpShape NONE = new TcpShape(false, 0, 0, 0);
  private static final int TCP = 6;
  private static final int MIN_TCP = 20;

  /** The frame's shape, {@link #NONE} if it is no plain TCP over IPv4 or IPv6. */
  static TcpShape of(ByteBuffer octets, int start, int length) {
    @Var int at = 12;
    if (length < 14) {
      return NONE;
    }
    @Var int type = octets.getShort(start + at) & 0xffff;
    while ((type == EtherType.VLAN.value() || type == EtherType.SERVICE_VLAN.value())
        && at + 6 <= length) {
      at += 4;
      type = octets.getShort(start + at) & 0xffff;
    }
    int ip = at + 2;
    if (type == EtherType.IPV4.value() && length >= ip + 20 + MIN_TCP) {
      boolean whole = (octets.getShort(start + ip + 6) & 0x3fff) == 0;
      int tcp = ip + (octets.get(start + ip) & 0xf) * 4;
      return whole && octets.get(start + ip + 9) == TCP
          ? of(octets, start, length, true, ip, tcp)
          : NONE;
    }
    if (type == EtherType.IPV6.value() && length >= ip + 40 + MIN_TCP) {
      return octets.get(start + ip + 6) == TCP
          ? of(octets, start, length, false, ip, ip + 40)
          : NONE;
    }
    return NONE;
  }

  private static TcpShape of(
      ByteBuffer octets, int start, int length, boolean v4, int ip, int tcp) {
    if (tcp < ip + 20 || length < tcp + MIN_TCP) {
      return NONE;
    }
    int headers = tcp + (octets.get(start + tcp + 12) >>> 4 & 0xf) * 4;
    return headers < tcp + MIN_TCP || headers > length ? NONE : new TcpShape(v4, ip, tcp, headers);
  }

  boolean isTcp() {
    return headers != 0;
  }
}
