package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.SimFault.unless;

import com.google.errorprone.annotations.Var;
import io.vavr.control.Option;
import java.util.TreeMap;

/**
 * What one side of a connection sent, as the wire shows it, and what that allows. Numbers are
 * offsets from the initial sequence number: the SYN is 0, the first octet 1.
 */
final class SimHalf {
  private final SimPlan plan;
  private final int mtu;
  private final SimNoise stream;
  private int iss;
  private boolean begun;
  private boolean reset;
  private boolean loose;
  private Option<SimSegment> syn = Option.none();

  /** The number behind the highest one sent. */
  private int max;

  private int fin = -1;

  /** The right edge of the windows that reached this side. */
  private int edge;

  /** The other side's numbers: what was acknowledged, and the right edge that was told. */
  private int acked;

  private int told;
  private int stamp;
  private boolean stamped;
  private int arrivedStamp;
  private int resent;

  /** Whether octets came again that this side had acknowledged, and it has not said so. */
  private boolean cameAgain;

  private final SimMarks marks = new SimMarks();

  /** What of it reached the other side, from and to. */
  private final TreeMap<Integer, Integer> arrived = new TreeMap<>();

  SimHalf(SimPlan plan, int mtu, SimNoise stream) {
    this.plan = plan;
    this.mtu = mtu;
    this.stream = stream;
  }

  /** Octets that were sent more than once, but for window probes. */
  int resent() {
    return resent;
  }

  /** This side sends a segment. */
  void sends(SimSegment out, SimHalf other) {
    unless(out.length() <= mtu, "a packet of %d octets", out.length());
    unless(out.ttl() == 64, "a time to live of %d", out.ttl());
    if (out.has(SimSegment.RST)) {
      reset |= begun && out.has(SimSegment.ACK);
      return;
    }
    if (out.has(SimSegment.SYN)) {
      begins(out);
    }
    if (loose || other.loose) {
      return;
    }
    unless(begun, "nothing before a SYN");
    unless(!reset, "nothing after a reset");
    unless(out.mss() == 0 || out.has(SimSegment.SYN), "MUST-65: MSS in a later segment");
    boolean waited = plan.isNarrow(); // behind one that was too long, while that went again
    boolean fresh = out.size() > 0 && (waited || out.seq() - iss >= max);
    numbers(out, other);
    marks.sends(out, fresh, other.fin >= 0 && out.ack() - other.iss > other.fin, other.marks);
    if (out.has(SimSegment.ACK)) {
      acknowledges(out, other);
    } else {
      unless(out.has(SimSegment.SYN), "neither SYN nor ACK");
    }
    stamps(out, other);
  }

  /** The same SYN again, or that of a new connection: an old SYN may come late. */
  private void begins(SimSegment out) {
    unless(out.text().isEmpty(), "octets in a SYN");
    if (begun && out.seq() != iss) {
      boolean forgot = plan.extras().flooded() && out.has(SimSegment.ACK) && max <= 1; // a cookie
      unless(reset || forgot || (fin >= 0 && max > fin), "two initial numbers");
      loose = true;
    }
    if (!begun) {
      begun = true;
      iss = out.seq();
      syn = Option.some(out);
      stamp = out.stamps().map(SimSegment.Stamps::value).getOrElse(0);
    }
  }

  private void numbers(SimSegment out, SimHalf other) {
    int from = out.seq() - iss;
    int text = out.text().length();
    int end = from + out.size();
    unless(from >= 0, "before its SYN: %d", from);
    unless(from <= max || plan.hasOutage(), "a gap of %d octets before %d", from - max, from);
    unless(fin < 0 || end <= fin + 1, "octets behind the FIN: %d", end);
    if (out.has(SimSegment.FIN)) {
      unless(fin < 0 || end == fin + 1, "a FIN at %d and at %d", fin, end - 1);
      unless(end - 1 >= max - 1, "a FIN at %d before octets sent", end - 1);
      fin = end - 1;
    }
    if (text > 0) {
      unless(stream.has(from - 1L, out.text()), "other octets than those given, at %d", from);
      int told = other.syn.map(SimSegment::mss).getOrElse(0);
      int mss = told > 0 ? told : out.v6() ? 1220 : 536;
      unless(text + out.optionLength() <= mss, "MUST-16: %d octets with an MSS of %d", text, mss);
    }
    if (out.size() > 0 && !out.has(SimSegment.SYN)) {
      withinWindow(from, end);
    }
    max = Math.max(max, end);
  }

  private void withinWindow(int from, int end) {
    boolean probe = end == edge + 1 && from == edge;
    unless(end <= edge || probe, "%d…%d beyond the window's edge at %d", from, end, edge);
    resent += probe ? 0 : Math.max(0, Math.min(end, max) - from);
  }

  private void acknowledges(SimSegment out, SimHalf other) {
    int ack = out.ack() - other.iss;
    int there = other.inOrder();
    unless(ack <= there, "acknowledges %d, and %d arrived", ack, there);
    unless(ack >= acked, "acknowledges %d after %d", ack, acked);
    acked = ack;
    int shift = out.has(SimSegment.SYN) ? 0 : shift(other);
    int right = ack + (out.window() << shift);
    unless( // RFC 7323 §2.4: windows are told in steps
        right > told - (1 << shift), "the window's right edge moves from %d to %d", told, right);
    told = Math.max(told, right);
    unless(!cameAgain || saysTwice(out, other), "RFC 2883 §4: what came twice is not told of");
    cameAgain = false;
    unless(out.sack().isEmpty() || (permitsSack() && other.permitsSack()), "SACK unasked");
    out.sack().forEach(block -> other.selected(block, ack));
  }

  private static boolean saysTwice(SimSegment out, SimHalf other) {
    return !out.sack().isEmpty() && out.sack().head().right() - other.iss <= out.ack() - other.iss;
  }

  /**
   * Whether a segment of this side's brings only what the other has acknowledged, and may say so.
   */
  private boolean isAgain(SimSegment in, SimHalf other) {
    int from = in.seq() - iss;
    boolean open = fin < 0 && other.fin < 0 && other.begun && !in.has(SimSegment.SYN);
    boolean old = stamped && in.stamps().exists(it -> it.value() - arrivedStamp < 0); // PAWS
    boolean permits = permitsSack() && other.permitsSack() && !plan.bareSyns();
    boolean lasting = !plan.hasOutage(); // else what says so may wait for its neighbor in vain
    boolean usual = !plan.extras().offload() && plan.extras().memory() == 0 && lasting;
    boolean known = from > 0 && from + in.text().length() <= other.acked;
    return !in.text().isEmpty() && known && open && !old && permits && usual;
  }

  private boolean permitsSack() {
    return syn.exists(SimSegment::sackPermitted);
  }

  private int shift(SimHalf other) {
    int own = syn.map(SimSegment::shift).getOrElse(-1);
    return own >= 0 && other.syn.exists(it -> it.shift() >= 0) ? Math.min(own, 14) : 0;
  }

  /** The number behind all that arrived without a hole. */
  private int inOrder() {
    var first = arrived.firstEntry();
    return first == null || first.getKey() > 0 ? 0 : first.getValue();
  }

  /** A block tells of octets that are there, and not acknowledged unless they came twice. */
  private void selected(SimSegment.Block block, int ack) {
    int left = block.left() - iss;
    int right = block.right() - iss;
    unless(left < right, "SACK of %d…%d", left, right);
    unless(left > ack || right <= ack, "SACK of %d…%d at %d", left, right, ack);
    var run = arrived.floorEntry(left);
    unless(
        run != null && run.getValue() >= right, "SACK of %d…%d, which is not there", left, right);
  }

  private void stamps(SimSegment out, SimHalf other) {
    boolean both =
        syn.exists(it -> it.stamps().isDefined())
            && other.syn.forAll(it -> it.stamps().isDefined());
    if (!both || out.stamps().isEmpty()) {
      unless(!both, "no timestamp");
      return;
    }
    var stamps = out.stamps().get();
    unless(stamps.value() - stamp >= 0, "timestamps go back from %d", stamp);
    stamp = stamps.value();
    unless(
        other.syn.isEmpty() || !out.has(SimSegment.ACK) || other.arrivedStamp - stamps.echo() >= 0,
        "echoes a timestamp that did not come");
  }

  /** What this side sent reaches the other. */
  void arrives(SimSegment in, SimHalf other) {
    if (!begun || loose || other.loose || in.has(SimSegment.RST)) {
      return;
    }
    int from = in.seq() - iss;
    var before = arrived.floorEntry(from);
    other.marks.hears(in, before != null && before.getValue() >= from + in.size());
    other.cameAgain |= isAgain(in, other);
    merge(from, from + in.size());
    for (var stamps : in.stamps()) {
      boolean later = !stamped || stamps.value() - arrivedStamp > 0;
      arrivedStamp = later ? stamps.value() : arrivedStamp;
      stamped = true;
    }
    if (in.has(SimSegment.ACK) && other.begun) {
      int shift = in.has(SimSegment.SYN) || other.syn.isEmpty() ? 0 : shift(other);
      other.edge = Math.max(other.edge, in.ack() - other.iss + (in.window() << shift));
    }
  }

  private void merge(int start, int stop) {
    if (start >= stop || stop > max) {
      return;
    }
    @Var int from = start;
    @Var int to = stop;
    var before = arrived.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    @Var var next = arrived.ceilingEntry(from);
    while (next != null && next.getKey() <= to) {
      to = Math.max(to, next.getValue());
      arrived.remove(next.getKey());
      next = arrived.ceilingEntry(from);
    }
    arrived.put(from, to);
  }
}
