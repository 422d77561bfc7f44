package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.testkit.Stacks;
import java.util.HashMap;
import java.util.Map;

/** One TCP and many peers written by hand, each on a port of its own, with numbers from zero on. */
final class Crowd {
  private static final TcpOptions MSS = TcpOptions.of(new MaximumSegmentSize(1460));
  final Map<String, Integer> drops = new HashMap<>();
  final Map<Integer, TcpSegment> last = new HashMap<>();
  private final Map<Integer, SeqNum> acks = new HashMap<>();
  boolean acknowledging = true;
  Tcp tcp;
  MonotonicTime now = new MonotonicTime(1_000_000_000_000L);

  Crowd(Tcp tcp) {
    this.tcp = tcp;
  }

  /** The handshake of peer {@code number}, 0…1,000,000. */
  void opens(int number) {
    comes(number, Flags.SYN, -1, MSS, Slice.EMPTY);
    comes(number, Flags.ACK, 0, TcpOptions.NONE, Slice.EMPTY);
  }

  /** A segment of peer {@code number}, which acknowledges all it got, or only our SYN. */
  void comes(int number, Flags flags, int seq, Slice text) {
    comes(number, flags, seq, TcpOptions.NONE, text);
  }

  private void comes(int number, Flags flags, int seq, TcpOptions options, Slice text) {
    var other = new Ipv4Address(0x0a00_0100 + number / 50_000);
    int port = 1 + number % 50_000;
    var sent = last.get(number);
    var ack = sent == null ? new SeqNum(0) : sent.seq().plus(sent.size());
    if (acknowledging || sent == null || sent.has(Flags.SYN)) {
      acks.put(number, ack);
    }
    var header =
        new TcpHeader(
            port, 5000, new SeqNum(seq), acks.getOrDefault(number, ack), flags, 60_000, 0, options);
    var pseudo = new TcpPeer(Stacks.ip(1), 5000, other, port).pseudoHeader();
    var packet =
        Stacks.packet(
            other,
            Stacks.ip(1),
            IpProtocol.TCP,
            Fragment.WHOLE,
            new TcpSegment(header, text, pseudo));
    var step = tcp.receive(new Delivery(packet, Vlan.UNTAGGED, Stacks.ip(1), false), now);
    tcp = (Tcp) step.state();
    for (var effect : step.effects()) {
      if (effect instanceof IpEffect.Send send) {
        last.put(number, (TcpSegment) send.payload());
      } else if (effect instanceof IpEffect.Drop(var reason)) {
        drops.merge(reason.label(), 1, Integer::sum);
      }
    }
  }

  int drops(TcpDrop reason) {
    return drops.getOrDefault(reason.label(), 0);
  }
}
