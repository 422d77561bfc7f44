package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.both;
import static dev.etherloom.logic.testkit.Stacks.icmp6;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.packet6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ethernet.EthernetHeader;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.icmp.Icmpv6Message.EchoRequest;
import dev.etherloom.logic.ip.ExtensionHeader.FragmentHeader;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ndp.LinkLayerAddress;
import dev.etherloom.logic.ndp.NdpOption;
import dev.etherloom.logic.ndp.NeighborAdvertisement;
import dev.etherloom.logic.ndp.NeighborSolicitation;
import dev.etherloom.logic.ndp.PrefixInformation;
import dev.etherloom.logic.ndp.RouterAdvertisement;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.Stranger;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A million addresses, each of another neighbor or of somebody far away, within 20 seconds. */
class SourceFloodTest {
  private static final int SOURCES = 1_000_000;
  private static final long BETWEEN = 20_000;
  private static final IpProtocol ICMP = IpProtocol.ICMPV6;
  private static final Ipv6Address SELF = ip6(1);
  private static final int OLD = 9;
  private static final int NEW = 10_000;
  private static final long FAR = 0x2001_0db8_0000_0000L;

  private final MacAddress self = Stacks.mac(1);
  private State state = Stacks.of(both(1, true));
  private MonotonicTime now = new MonotonicTime(1_000_000_000L);

  private List<Effect> take(Slice frame) {
    return carryOut(new Input.Received(frame, now));
  }

  private void wake() {
    while (state.nextDeadline().exists(now::reached)) {
      var _ = carryOut(new Input.Wake());
    }
  }

  private List<Effect> carryOut(Input input) {
    var step = StackStep.step(state, input, now);
    state = step.state();
    step.effects().forEach(this::answer);
    return step.effects();
  }

  /** Those who are there answer when they are asked whether they still are. */
  private void answer(Effect effect) {
    if (effect instanceof Effect.Transmit(var header, var payload)
        && isThere(header.destination())) {
      var packet = Ipv6Header.decode(payload.toSlice()).get();
      if (Stranger.icmp(packet).type() == NeighborSolicitation.TYPE) {
        var address = packet.destination();
        var answer =
            new NeighborAdvertisement(NeighborAdvertisement.SOLICITED, address, Vector.empty());
        var to = packet.source();
        var _ = take(frame(header.destination(), icmp6(address, to, 255, answer.toIcmp())));
      }
    }
  }

  private static boolean isThere(MacAddress mac) {
    return mac.bits() >>> 32 == Stacks.mac(0).bits() >>> 32;
  }

  private void after(long nanos) {
    now = new MonotonicTime(now.nanos() + nanos);
    wake();
  }

  private Slice frame(MacAddress from, Ipv6Packet packet) {
    var to =
        packet.destination().isMulticast()
            ? new MacAddress(0x3333_0000_0000L | (packet.destination().low() & 0xffff_ffffL))
            : self;
    var header = new EthernetHeader(to, from, Vlan.UNTAGGED, EtherType.IPV6);
    return new EthernetFrame(header, packet.toSlice()).toSlice();
  }

  private static Ipv6Packet echo(Ipv6Address from, Ipv6Address to) {
    Icmpv6Message request = new EchoRequest(1, 2, Slice.of(1, 2, 3));
    return icmp6(from, to, 64, request);
  }

  private static Ipv6Packet asking(Ipv6Address from, Ipv6Address target, MacAddress mac) {
    var options = Vector.<NdpOption>of(new LinkLayerAddress.Source(mac));
    var message = new NeighborSolicitation(0, target, options).toIcmp();
    return icmp6(from, target.solicitedNode(), 255, message);
  }

  /** What the {@code i}th of the strangers says, by another address than all the others. */
  private Ipv6Packet said(int i, Ipv6Address own, MacAddress mac) {
    var near = new Ipv6Address(own.high(), 0x1_0000_0000L + i);
    var far = new Ipv6Address(FAR + i, i);
    return switch (i % 8) {
      case 0 -> echo(near, own);
      case 1 -> echo(far, own);
      case 2 -> asking(near, own, mac);
      case 3 -> {
        var pseudo = Ipv6Packet.pseudoHeader(far, own, IpProtocol.UDP);
        Emit datagram = new UdpDatagram(i & 0xffff, 53, pseudo, Slice.of(1, 2, 3));
        yield packet6(far, own, IpProtocol.UDP, 64, datagram);
      }
      case 4 -> {
        var first = new FragmentHeader(ICMP, 0, true, i);
        var whole = echo(far, own);
        yield Stranger.behind(whole.header(), first, ICMP, Slice.copyOf(new byte[64]));
      }
      case 5 ->
          icmp6(
              far,
              own,
              64,
              new Icmpv6Message.PacketTooBig(
                  0, 1_300, packet6(own, far, ICMP, 64, Slice.EMPTY).toSlice()));
      case 6 -> {
        var router = new Ipv6Address(Ipv6Address.LINK_LOCAL.high(), i);
        var prefix = new PrefixInformation(64, 0xc0, 7_200, 3_600, 0, new Ipv6Address(FAR + i, 0));
        yield icmp6(
            router,
            Ipv6Address.ALL_NODES,
            255,
            new RouterAdvertisement(64, 0, 1800, 0, 0, Vector.of(prefix)).toIcmp());
      }
      default ->
          icmp6(
              near,
              own,
              255,
              new NeighborAdvertisement(
                      NeighborAdvertisement.OVERRIDE,
                      near,
                      Vector.of(new LinkLayerAddress.Target(mac)))
                  .toIcmp());
    };
  }

  /** Whether a neighbor that asks for our address, and then for an echo, gets both. */
  private boolean serves(int neighbor, Ipv6Address own, boolean asks) {
    var mac = Stacks.mac(neighbor);
    var address = new Ipv6Address(own.high(), neighbor);
    boolean found = !asks || sentTo(take(frame(mac, asking(address, own, mac))), mac);
    return found && sentTo(take(frame(mac, echo(address, own))), mac);
  }

  private static boolean sentTo(List<Effect> effects, MacAddress mac) {
    return effects.exists(
        it -> it instanceof Effect.Transmit(var header, _) && header.destination().equals(mac));
  }

  private static long usedHeap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  @DisplayName(
      "8504-5.4-13: a million sources: the heap stays flat, neighbors old and new are served")
  void flood() {
    after(0);
    for (int i = 0; i < 100; i++) {
      after(100_000_000);
    }
    var own =
        state
            .hosts()
            .values()
            .head()
            .ip()
            .addresses()
            .all()
            .map(it -> it.address())
            .filter(Ipv6Address.class::isInstance)
            .map(Ipv6Address.class::cast)
            .head();
    assertTrue(serves(OLD, own, true));
    @Var long early = 0;
    @Var int missed = 0;
    for (int i = 1; i <= SOURCES; i++) {
      after(BETWEEN);
      var mac = new MacAddress(0x0600_0000_0000L + i);
      var _ = take(frame(mac, said(i, own, mac)));
      if (i % 1_000 == 0) {
        missed += serves(OLD, own, false) ? 0 : 1;
        missed += serves(NEW + i / 1_000, own, true) ? 0 : 1;
        missed += serves(NEW + i / 2_000 + 1, own, false) ? 0 : 1;
      }
      if (i == SOURCES / 5) {
        early = usedHeap();
      }
    }
    long late = usedHeap();
    assertEquals(0, missed);
    assertTrue(late - early < 16L << 20, "heap grew from " + early + " to " + late);
    var host = state.hosts().values().head();
    assertTrue(host.neighbors().size() <= 1_024);
    assertTrue(host.ip().addresses().all().length() <= 20);
    assertTrue(host.ip().routes().routes().length() <= 100);
    assertEquals(SELF.width(), own.width());
  }
}
