package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.NoOperation;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import dev.etherloom.logic.tcp.TcpOption.WindowScale;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What one side says of itself in its SYN.
 *
 * @param mss the longest segment it takes, without headers
 * @param shift how its windows are scaled; none: not at all, and the other's must not be either
 * @param ecn whether it can hear of congestion (RFC 3168 §6.1.1)
 * @param cuts whether the own link makes segments of that length out of longer ones
 */
record Offer(
    int mss, Option<Integer> shift, boolean timestamps, boolean sack, boolean ecn, boolean cuts) {
  /** Windows in steps of 256 octets, so that they reach to 16 MiB. */
  static final int SHIFT = 8;

  private static final int HEADERS_V4 = 40;
  private static final int HEADERS_V6 = 60;
  private static final int SMALLEST_PACKET_V4 = 576;
  private static final int SMALLEST_PACKET_V6 = 1280;

  /** Less than this nobody means (CVE-2019-11479). */
  private static final int SMALLEST_MSS = 64;

  /** All that this stack can do on a link. */
  static Offer own(Medium link, IpAddress self) {
    return new Offer(
        Math.clamp(link.mtu() - headers(self), SMALLEST_MSS, 0xffff),
        Option.some(SHIFT),
        true,
        true,
        true,
        link.cuts());
  }

  /** As much of it as the user wants offered. */
  static Offer own(Medium link, IpAddress self, TcpTuning tuning) {
    var all = own(link, self);
    var wanted = tuning.offering();
    int mss = Math.clamp(wanted.mss().getOrElse(all.mss), SMALLEST_MSS, all.mss);
    return new Offer(
        mss,
        wanted.scaled() ? Option.some(shift(tuning.buffers().receive())) : Option.none(),
        wanted.timestamps(),
        wanted.sack(),
        wanted.marks() != TcpTuning.Marks.NEVER,
        all.cuts && mss == all.mss);
  }

  /** The least that lets the window tell of all of a buffer. */
  private static int shift(Option<Integer> buffer) {
    return buffer
        .map(octets -> Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(octets) - 16))
        .getOrElse(SHIFT);
  }

  /** Octets of IP and TCP headers without options. */
  static int headers(IpAddress address) {
    return address.width() == 32 ? HEADERS_V4 : HEADERS_V6;
  }

  /** Octets that every host takes in one packet (RFC 1122 §3.3.3, RFC 8200 §5). */
  static int smallestPacket(IpAddress address) {
    return address.width() == 32 ? SMALLEST_PACKET_V4 : SMALLEST_PACKET_V6;
  }

  /** What the other says; without the option it takes 536 octets or 1220 (MUST-15). */
  static Offer read(TcpSegment in, IpAddress from) {
    return read(in.header().options(), Ecn.isAsked(in), from);
  }

  static Offer read(TcpOptions options, boolean ecn, IpAddress from) {
    int usual = smallestPacket(from) - headers(from);
    int mss = options.find(MaximumSegmentSize.class).map(o -> o.octets()).getOrElse(usual);
    return new Offer(
        Math.max(mss, SMALLEST_MSS),
        options.find(WindowScale.class).map(o -> Math.min(o.shift(), WindowScale.MAX)),
        options.find(Timestamps.class).isDefined(),
        options.find(SackPermitted.class).isDefined(),
        ecn,
        false);
  }

  /** Without asking for ECN. */
  Offer unmarked() {
    return new Offer(mss, shift, timestamps, sack, false, cuts);
  }

  /** The options of a SYN, or of the answer to one, which offers only what {@code other} did. */
  Offer inAnswerTo(Offer other) {
    return new Offer(
        mss,
        other.shift.isEmpty() ? Option.none() : shift,
        timestamps && other.timestamps,
        sack && other.sack,
        ecn && other.ecn,
        cuts);
  }

  /** The options that say so; the MSS always (MAY-3, SHLD-5). */
  TcpOptions options(Timestamps stamps) {
    @Var Vector<TcpOption> all = Vector.of(new MaximumSegmentSize(mss));
    if (sack && timestamps) {
      all = all.append(new SackPermitted()).append(stamps);
    } else if (timestamps) {
      all = all.append(new NoOperation()).append(new NoOperation()).append(stamps);
    } else if (sack) {
      all = all.append(new NoOperation()).append(new NoOperation()).append(new SackPermitted());
    }
    if (shift.isDefined()) {
      all = all.append(new NoOperation()).append(new WindowScale(shift.get()));
    }
    return TcpOptions.of(all);
  }
}
