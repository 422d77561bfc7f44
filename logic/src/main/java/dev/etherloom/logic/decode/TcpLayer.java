package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import io.vavr.control.Option;

/**
 * The TCP header (RFC 9293 §3.1) with its options.
 *
 * @param segment all of it, with what it carries
 */
record TcpLayer(Region segment, IpLayer ip) implements Layer {
  private static final int SHORTEST = 20;
  private static final int SEQUENCE = 4;
  private static final int ACKNOWLEDGMENT = 8;
  private static final int FLAGS = 12;
  private static final int CHECKSUM = 16;
  private static final int NO_OPERATION = 1;

  /** Wireshark lists this kind under a field of its own. */
  private static final int MULTIPATH = 30;

  private static final String LETTERS = "FSRP.UEWe";

  static void walk(Region region, IpLayer ip, Walk walk) {
    walk.add(new TcpLayer(region, ip));
    var octets = region.octets();
    if (!region.has(SHORTEST) || header(octets) < SHORTEST || !region.has(header(octets))) {
      var _ = walk.broken(region, Protocol.TCP);
      return;
    }
    var payload = region.from(header(octets));
    if (payload.reported() > 0) {
      Ports.tcp(octets.first(header(octets)), ip, payload, walk);
    }
  }

  private static int header(Slice octets) {
    return (octets.u8(FLAGS) >>> 4) * 4;
  }

  @Override
  public Protocol protocol() {
    return Protocol.TCP;
  }

  @Override
  public Slice octets() {
    return segment.has(SHORTEST)
        ? segment.first(Math.max(SHORTEST, header(segment.octets()))).octets()
        : segment.octets();
  }

  @Override
  public void fields(Fields out) {
    var octets = segment.octets();
    out.u16(TransportField.TCP_SRCPORT, octets, 0);
    out.u16(TransportField.TCP_DSTPORT, octets, 2);
    out.u32(TransportField.TCP_SEQ, octets, SEQUENCE);
    if (octets.length() < CHECKSUM) {
      return;
    }
    out.number(TransportField.TCP_HDR_LEN, octets.offset() + FLAGS, 1, header(octets));
    if (!ip.isFragment() && !ip.isQuoted()) {
      int length = Math.max(0, segment.reported() - header(octets));
      out.number(TransportField.TCP_LEN, octets.offset() + octets.length(), 0, length);
    }
    if (header(octets) < SHORTEST) {
      return;
    }
    out.u32(TransportField.TCP_ACK, octets, ACKNOWLEDGMENT);
    out.number(TransportField.TCP_FLAGS, octets.offset() + FLAGS, 2, octets.u16(FLAGS) & 0xfff);
    out.u16(TransportField.TCP_WINDOW, octets, 14);
    out.u16(TransportField.TCP_CHECKSUM, octets, CHECKSUM);
    if (octets.length() < SHORTEST) {
      return;
    }
    if (out.wants(TransportField.TCP_CHECKSUM_STATUS)) {
      Checksum.tell(
          out,
          TransportField.TCP_CHECKSUM_STATUS,
          octets.offset() + CHECKSUM,
          Checksum.transport(segment, ip, IpProtocols.TCP));
    }
    out.u16(TransportField.TCP_URGENT, octets, 18);
    int size = Math.min(header(octets), octets.length()) - SHORTEST;
    if (size > 0) {
      out.octets(TransportField.TCP_OPTIONS, octets, SHORTEST, size);
      options(out, octets.slice(SHORTEST, size), header(octets) - SHORTEST);
    }
  }

  /**
   * Tells the options.
   *
   * @param room octets that the header has for them, of which the capture may hold fewer
   */
  private static void options(Fields out, Slice octets, int room) {
    @Var int at = 0;
    while (at < octets.length()) {
      int kind = octets.u8(at);
      if (kind <= NO_OPERATION) {
        out.u8(TransportField.TCP_OPTION_KIND, octets, at);
        at++;
        continue;
      }
      int size = at + 1 < octets.length() ? octets.u8(at + 1) : 0;
      if (size < 2 || at + size > room) {
        return;
      }
      if (kind != MULTIPATH) {
        out.u8(TransportField.TCP_OPTION_KIND, octets, at);
      }
      out.u8(TransportField.TCP_OPTION_LEN, octets, at + 1);
      option(out, kind, octets.slice(at, Math.min(size, octets.length() - at)));
      at += size;
    }
  }

  private static void option(Fields out, int kind, Slice option) {
    switch (kind) {
      case 2 -> out.u16(TransportField.TCP_MSS, option, 2);
      case 3 -> out.u8(TransportField.TCP_WSCALE, option, 2);
      case 5 -> {
        for (int at = 2; at + 8 <= option.length(); at += 8) {
          out.u32(TransportField.TCP_SACK_LE, option, at);
          out.u32(TransportField.TCP_SACK_RE, option, at + 4);
        }
      }
      case 8 -> {
        out.u32(TransportField.TCP_TSVAL, option, 2);
        out.u32(TransportField.TCP_TSECR, option, 6);
      }
      case 28 -> out.bits(TransportField.TCP_USER_TIMEOUT, option, 2, 0x7f);
      case 34 -> out.octets(TransportField.TCP_TFO_COOKIE, option, 2, option.length() - 2);
      default -> {}
    }
  }

  @Override
  public String summary() {
    var octets = segment.octets();
    if (octets.length() < SHORTEST) {
      return "TCP [cut]";
    }
    var flags = new StringBuilder("Flags [");
    for (int bit = 0; bit < LETTERS.length(); bit++) {
      if ((octets.u16(FLAGS) >>> bit & 1) != 0) {
        flags.append(LETTERS.charAt(bit));
      }
    }
    int length = Math.max(0, segment.reported() - header(octets));
    flags.append("], seq ").append(octets.u32(SEQUENCE));
    if ((octets.u16(FLAGS) & 0x10) != 0) {
      flags.append(", ack ").append(octets.u32(ACKNOWLEDGMENT));
    }
    return flags
        .append(", win ")
        .append(octets.u16(14))
        .append(", length ")
        .append(length)
        .toString();
  }

  @Override
  public Option<PortPair> ports() {
    return Option.when(
        segment.has(4), () -> new PortPair(segment.octets().u16(0), segment.octets().u16(2)));
  }
}
