package dev.etherloom.logic.tcp;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.testkit.SimNet;
import dev.etherloom.logic.testkit.Stacks;

/** SYNs from addresses that nobody has (RFC 4987 §2). */
final class SimFlood {
  private static final int NOBODY = 99;

  private SimFlood() {}

  /** As many as a port of host {@code port} keeps, and some. */
  static void at(SimNet net, int port, int service, long now) {
    net.happens(port, new Input.Wake()); // from here on it has its addresses
    for (int i = 0; i < HalfOpen.MOST_AT_PORT + 8; i++) {
      var frame = syn(port + 1, service, 20_000 + i);
      net.happens(port, new Input.Received(frame, new MonotonicTime(now)));
    }
  }

  private static Slice syn(int host, int service, int from) {
    var peer = new TcpPeer(Stacks.ip(host), service, Stacks.ip(NOBODY), from);
    var header =
        new TcpHeader(
            from, service, new SeqNum(from), new SeqNum(0), Flags.SYN, 9, 0, TcpOptions.NONE);
    var segment = new TcpSegment(header, Slice.EMPTY, peer.pseudoHeader());
    var packet =
        Stacks.packet(Stacks.ip(NOBODY), Stacks.ip(host), IpProtocol.TCP, Fragment.WHOLE, segment);
    return Stacks.frame(NOBODY, Stacks.mac(host), Vlan.UNTAGGED, EtherType.IPV4, packet);
  }
}
