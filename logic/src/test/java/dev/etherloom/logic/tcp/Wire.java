package dev.etherloom.logic.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpError;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.Sack;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One TCP and a peer written by hand, in virtual time: what comes, what goes out, what is dropped.
 */
final class Wire {
  static final int OWN = 5000;
  static final int OTHER = 4000;
  static final Secret SECRET = new Secret(1, 7);
  static final Flags SYN = Flags.SYN;
  static final Flags ACK = Flags.ACK;
  static final Flags FIN_ACK = Flags.FIN.with(Flags.ACK);
  static final Flags RST = Flags.RST;
  static final Flags SYN_ACK = Flags.SYN.with(Flags.ACK);

  /** The peer's initial sequence number: it soon wraps. */
  static final SeqNum ISS = new SeqNum(-3);

  final Deque<TcpSegment> out = new ArrayDeque<>();
  final Deque<Integer> marks = new ArrayDeque<>();
  final List<IpEffect.Send> sent = new ArrayList<>();
  final List<String> drops = new ArrayList<>();
  final Talker talker;
  Tcp tcp;
  MonotonicTime now = new MonotonicTime(1_000_000_000_000L);

  /** What our side's sequence numbers start from, once known. */
  SeqNum iss = new SeqNum(0);

  int window = 60_000;

  /** The link over which all goes. */
  Vlan vlan = Vlan.UNTAGGED;

  /** Whether what comes was marked by the network. */
  boolean marked;

  private Wire(Talker talker, Tcp tcp) {
    this.talker = talker;
    this.tcp = tcp;
  }

  static Wire listening(Talker talker) {
    return new Wire(talker, Tcp.of(1500, SECRET, Vector.of(talker)));
  }

  /** An established connection without options but an MSS of 1000. */
  static Wire established(Talker talker) {
    var wire = listening(talker);
    wire.open(TcpOptions.of(new MaximumSegmentSize(1000)));
    return wire;
  }

  void open(TcpOptions options) {
    open(options, Duration.ZERO);
  }

  /** The handshake, in which the peer takes so long to answer. */
  void open(TcpOptions options, Duration way) {
    comes(segment(SYN, 0, 0, options, Slice.EMPTY));
    iss = goesOut().seq();
    passes(way);
    comes(segment(ACK, 1, 1, ownStamps(options), Slice.EMPTY));
  }

  private TcpOptions ownStamps(TcpOptions options) {
    return options
        .find(Timestamps.class)
        .map(stamps -> TcpOptions.of(stamps))
        .getOrElse(TcpOptions.NONE);
  }

  /** A connection that our side opens, its SYN on the way. */
  static Wire dialing(Talker talker) {
    return dialing(talker, TcpTuning.DEFAULT);
  }

  static Wire dialing(Talker talker, TcpTuning tuning) {
    var tcp = Tcp.of(1500, SECRET, Vector.empty());
    var wire = new Wire(talker, tcp);
    var dial = new Dial(Vlan.UNTAGGED, Stacks.ip(1), OWN, Stacks.ip(9), OTHER, talker, tuning);
    wire.took(wire.tcp.connect(dial, wire.now).get().map(next -> (IpResponder) next));
    wire.iss = wire.out.peek().seq();
    return wire;
  }

  /** A segment of the peer's; numbers count from the two initial ones. */
  TcpSegment segment(Flags flags, int seq, int ack, TcpOptions options, Slice text) {
    var acked = flags.has(ACK) ? iss.plus(ack) : new SeqNum(0);
    var header = new TcpHeader(OTHER, OWN, ISS.plus(seq), acked, flags, window, 0, options);
    var peer = new TcpPeer(Stacks.ip(1), OWN, Stacks.ip(9), OTHER);
    return new TcpSegment(header, text, peer.pseudoHeader());
  }

  void comes(Flags flags, int seq, int ack, String text) {
    comes(segment(flags, seq, ack, TcpOptions.NONE, Slice.utf8(text)));
  }

  void comes(Flags flags, int seq, int ack) {
    comes(flags, seq, ack, "");
  }

  void comes(TcpSegment segment) {
    comes(segment, false);
  }

  void comes(TcpSegment segment, boolean toGroup) {
    var whole = Stacks.packet(Stacks.ip(9), Stacks.ip(1), IpProtocol.TCP, Fragment.WHOLE, segment);
    var packet = marked ? Stacks.marked(whole) : whole;
    took(tcp.receive(new Delivery(packet, vlan, Stacks.ip(1), toGroup), now));
  }

  /** An ICMP error comes about a segment of ours that began at {@code seq}. */
  void complains(IpError.Reason reason, int seq) {
    var quoted = Writer.allocate(IpError.LEAST);
    quoted.u16(OWN).u16(OTHER).u32(Integer.toUnsignedLong(iss.plus(seq).raw()));
    took(
        tcp.hear(
            new IpError(Stacks.ip(1), Stacks.ip(9), IpProtocol.TCP, quoted.written(), reason),
            now));
  }

  /** Lets time pass, with all deadlines in between. */
  void passes(Duration span) {
    var end = now.plus(span);
    while (tcp.nextDeadline().exists(due -> !end.isBefore(due))) {
      now = tcp.nextDeadline().get().isBefore(now) ? now : tcp.nextDeadline().get();
      took(tcp.wake(now));
    }
    now = end;
  }

  /** Something is asked from outside. */
  void call(TcpCall call) {
    took(tcp.call(call, now).map(next -> (IpResponder) next));
  }

  private void took(Step<IpResponder, IpEffect> step) {
    tcp = (Tcp) step.state();
    for (var effect : step.effects()) {
      if (effect instanceof IpEffect.Send send) {
        sent.add(send);
        out.add(sent(send));
        marks.add(send.trafficClass() & Ecn.MARKED);
      } else if (effect instanceof IpEffect.Drop(var reason)) {
        drops.add(reason.label());
      }
    }
  }

  private static TcpSegment sent(IpEffect.Send send) {
    if (send.payload() instanceof SuperSegment(var whole, _)) {
      return TcpSegment.read(send.payload().toSlice(), whole.pseudo()).get();
    }
    var segment = (TcpSegment) send.payload();
    return TcpSegment.decode(segment.toSlice(), segment.pseudo()).get();
  }

  /** The next segment that went out. */
  @CanIgnoreReturnValue
  TcpSegment goesOut() {
    assertTrue(!out.isEmpty(), () -> "nothing went out; dropped: " + drops);
    return out.remove();
  }

  /** The next segment that went out, with these flags and numbers. */
  @CanIgnoreReturnValue
  TcpSegment goesOut(Flags flags, int seq, int ack) {
    var next = goesOut();
    assertEquals(flags.toString(), next.header().flags().toString());
    assertEquals(seq, next.seq().minus(iss), "sequence number");
    if (flags.has(ACK)) {
      assertEquals(ack, next.header().ack().minus(ISS), "acknowledgment");
    }
    return next;
  }

  /** The sequence numbers of what went out since it was last looked at, the first octet being 1. */
  List<Integer> numbers() {
    var all = out.stream().map(segment -> segment.seq().minus(iss)).toList();
    out.clear();
    return all;
  }

  /**
   * That octets came which are not in order: from, to, from, to, counted as in {@link #numbers}.
   */
  TcpOptions sack(int... edges) {
    var blocks = new ArrayList<SackBlock>();
    for (int i = 0; i < edges.length; i += 2) {
      blocks.add(new SackBlock(iss.plus(edges[i]), iss.plus(edges[i + 1])));
    }
    return edges.length == 0 ? TcpOptions.NONE : TcpOptions.of(new Sack(Vector.ofAll(blocks)));
  }

  void silence() {
    assertEquals(List.of(), List.copyOf(out));
  }

  void dropped(TcpDrop reason) {
    assertEquals(reason.label(), drops.getLast());
  }

  int connections() {
    return tcp.connections();
  }
}
