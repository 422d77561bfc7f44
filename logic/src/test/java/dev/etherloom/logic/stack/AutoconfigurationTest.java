package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.both;
import static dev.etherloom.logic.testkit.Stacks.frame6;
import static dev.etherloom.logic.testkit.Stacks.icmp6;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.local;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.ExtensionHeader;
import dev.etherloom.logic.ip.Ip;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Option;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ip.Outgoing.NextHop;
import dev.etherloom.logic.mld.MldMessage;
import dev.etherloom.logic.ndp.LinkLayerAddress;
import dev.etherloom.logic.ndp.NdpOption;
import dev.etherloom.logic.ndp.PrefixInformation;
import dev.etherloom.logic.ndp.Redirect;
import dev.etherloom.logic.ndp.RouterAdvertisement;
import dev.etherloom.logic.ndp.RouterSolicitation;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A host that listens to routers: strangers 8 and 9. */
class AutoconfigurationTest {
  private static final Ipv6Address NET = Ipv6Address.of("2001:db8:1::");
  private static final Ipv6Address OTHER_NET = Ipv6Address.of("2001:db8:2::");
  private static final Ipv6Address FAR = Ipv6Address.of("2001:db8:ffff::1");
  private final VirtualSwitch hub = new VirtualSwitch();

  @BeforeEach
  void up() {
    hub.plug(Stacks.of(both(1, true)));
    hub.run(Duration.ofSeconds(5));
  }

  private Ip ip() {
    return hub.stack(0).hosts().values().head().ip();
  }

  private Option<Ipv6Address> own(Ipv6Address net) {
    return ip().addresses()
        .all()
        .toVector()
        .map(it -> it.address())
        .filter(it -> it instanceof Ipv6Address six && six.masked(64).equals(net))
        .map(it -> (Ipv6Address) it)
        .headOption();
  }

  private void advertise(int router, int flags, int lifetime, NdpOption... options) {
    var message =
        new RouterAdvertisement(
            64,
            flags,
            lifetime,
            0,
            0,
            Vector.<NdpOption>of(new LinkLayerAddress.Source(mac(router)))
                .appendAll(Vector.of(options)));
    hub.inject(
        -1, frame6(router, 1, icmp6(local(router), Ipv6Address.ALL_NODES, 255, message.toIcmp())));
    hub.run(Duration.ofSeconds(3));
  }

  private static PrefixInformation prefix(Ipv6Address net, long valid, long preferred) {
    return new PrefixInformation(64, 0xc0, valid, preferred, 0, net);
  }

  private int sent(int type) {
    @Var int count = 0;
    for (var passed : hub.passed()) {
      var frame = EthernetFrame.decode(passed.octets()).get();
      if (passed.port() == 0 && frame.header().etherType().equals(EtherType.IPV6)) {
        var packet = Ipv6Header.decode(frame.payload()).get();
        count += Icmpv6Message.read(packet.payload()).get().type() == type ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  @DisplayName(
      "8504-5.4-2, 8504-5.4-8: 4861-6.3.7, 7559: routers are asked for until one answers, ever more rarely")
  void asksForRouters() {
    hub.run(Duration.ofMinutes(5));
    int asked = sent(RouterSolicitation.TYPE);
    assertTrue(asked >= 5 && asked <= 8, "asked " + asked);
    advertise(9, 0, 1800);
    hub.run(Duration.ofHours(1));
    assertEquals(asked, sent(RouterSolicitation.TYPE));
  }

  @Test
  @DisplayName(
      "8504-6.3-1, 8504-6.3-2, 8504-5.4-3, 8504-8.2-1: 4862-5.5, 7217: an address of the prefix, the same each time; a default route")
  void takesAnAddress() {
    assertEquals(Option.none(), ip().routes().nextHop(FAR));
    advertise(9, 0, 1800, prefix(NET, 7200, 3600));
    var own = own(NET);
    assertTrue(own.isDefined());
    assertEquals(own, own(NET));
    assertEquals(Option.some(local(9)), ip().routes().nextHop(FAR));
    assertEquals(own.map(it -> it), ip().sourceFor(FAR).map(it -> (Ipv6Address) it));
    advertise(9, 0, 0);
    assertEquals(Option.none(), ip().routes().nextHop(FAR));
  }

  @Test
  @DisplayName(
      "8504-6.3-4: 4862-5.5.4: deprecated after the preferred lifetime, gone after the valid one")
  void lifetimes() {
    advertise(9, 0, 1800, prefix(NET, 100, 50));
    assertTrue(own(NET).isDefined());
    hub.run(Duration.ofSeconds(50));
    assertTrue(ip().addresses().toString().contains("(deprecated)"));
    hub.run(Duration.ofSeconds(50));
    assertEquals(Option.none(), own(NET));
    hub.run(Duration.ofMinutes(30));
    assertEquals(Option.none(), ip().routes().nextHop(FAR));
    assertEquals(Option.none(), ip().routes().nextHop(own(NET).getOrElse(NET)));
  }

  @Test
  @DisplayName(
      "8504-6.3-4: 4862-5.5.3 (e): renumbered; nobody ends an address in less than two hours")
  void renumbered() {
    advertise(9, 0, 1800, prefix(NET, 86_400, 86_400));
    advertise(9, 0, 1800, prefix(NET, 0, 0), prefix(OTHER_NET, 86_400, 86_400));
    assertTrue(own(NET).isDefined());
    assertTrue(own(OTHER_NET).isDefined());
    assertEquals(own(OTHER_NET).get(), ip().sourceFor(FAR).get());
    hub.run(Duration.ofHours(2));
    assertEquals(Option.none(), own(NET));
    assertTrue(own(OTHER_NET).isDefined());
  }

  @Test
  @DisplayName(
      "8504-5.9-1: 4191: the preferred router first; the other where it is silent (4861-6.3.6)")
  void twoRouters() {
    advertise(8, 0x18, 1800, prefix(NET, 7200, 3600)); // low
    advertise(9, 0x08, 1800); // high
    assertEquals(Option.some(local(9)), ip().routes().nextHop(FAR));
    var doubted = ip().doubting(local(9));
    assertEquals(Option.some(local(8)), doubted.routes().nextHop(FAR));
    assertEquals(Option.some(local(9)), doubted.trusting(local(9)).routes().nextHop(FAR));
  }

  @Test
  @DisplayName("8504-5.10-1: packets go by way of the router that advertised their source's prefix")
  void severalProviders() {
    advertise(8, 0, 1800, prefix(NET, 7200, 3600));
    advertise(9, 0, 1800, prefix(OTHER_NET, 7200, 3600));
    assertEquals(new NextHop.Neighbor(local(8)), hop(from(own(NET).get())));
    assertEquals(new NextHop.Neighbor(local(9)), hop(from(own(OTHER_NET).get())));
    var silent = ip().doubting(local(9)).send(from(own(OTHER_NET).get()));
    assertEquals(new NextHop.Neighbor(local(8)), silent.get().nextHop());
    advertise(9, 0, 0);
    assertEquals(new NextHop.Neighbor(local(8)), hop(from(own(OTHER_NET).get())));
  }

  @Test
  @DisplayName("8504-6.6-2: rule 5.5: the source is of a prefix that the first hop advertised")
  void sourceOfTheHop() {
    advertise(8, 0x18, 1800, prefix(NET, 7200, 3600)); // low
    advertise(9, 0x08, 1800, prefix(OTHER_NET, 7200, 3600)); // high
    var nearTheOther = new Ipv6Address(NET.high() ^ 1 << 16, 1);
    assertEquals(own(OTHER_NET).get(), ip().sourceFor(nearTheOther).get());
    assertEquals(own(NET).get(), ip().doubting(local(9)).sourceFor(nearTheOther).get());
  }

  private static IpEffect.Send from(Ipv6Address source) {
    return new IpEffect.Send(
        Vlan.UNTAGGED, source, FAR, IpProtocol.UDP, Slice.EMPTY, 64, 0, false, Slice.EMPTY);
  }

  @Test
  @DisplayName(
      "8504-5.4-12: 4861-6.1.2: only from link-local addresses of this link; else nothing changes")
  void forged() {
    var message = new RouterAdvertisement(64, 0, 1800, 0, 0, Vector.of(prefix(NET, 100, 50)));
    hub.inject(-1, frame6(9, 1, icmp6(local(9), Ipv6Address.ALL_NODES, 254, message.toIcmp())));
    hub.inject(-1, frame6(9, 1, icmp6(ip6(9), Ipv6Address.ALL_NODES, 255, message.toIcmp())));
    hub.run(Duration.ofSeconds(3));
    assertEquals(Option.none(), own(NET));
    assertEquals(Option.none(), ip().routes().nextHop(FAR));
  }

  @Test
  @DisplayName(
      "8504-5.4-9: 4861-8.1: a redirect by the first hop is followed, by another it is not")
  void redirects() {
    advertise(9, 0, 1800, prefix(NET, 7200, 3600));
    var own = own(NET).get();
    var redirect = new Redirect(0, local(8), FAR, Vector.empty()).toIcmp();
    hub.inject(-1, frame6(7, 1, icmp6(local(7), own, 255, redirect)));
    hub.run(Duration.ofMillis(1));
    var send =
        new IpEffect.Send(
            Vlan.UNTAGGED, own, FAR, IpProtocol.UDP, Slice.EMPTY, 64, 0, false, Slice.EMPTY);
    assertEquals(new NextHop.Neighbor(local(9)), hop(send));
    hub.inject(-1, frame6(9, 1, icmp6(local(9), own, 255, redirect)));
    hub.run(Duration.ofMillis(1));
    assertEquals(new NextHop.Neighbor(local(8)), hop(send));
  }

  private NextHop hop(IpEffect.Send send) {
    return ip().send(send).get().nextHop();
  }

  @Test
  @DisplayName("an advertisement flood takes no more than is kept")
  void floods() {
    for (int i = 0; i < 2_000; i++) {
      var net = new Ipv6Address(NET.high() + ((long) i << 8), 0);
      var message = new RouterAdvertisement(64, 0, 1800, 0, 0, Vector.of(prefix(net, 7200, 3600)));
      hub.inject(
          -1, frame6(9, 1, icmp6(local(100 + i), Ipv6Address.ALL_NODES, 255, message.toIcmp())));
    }
    hub.run(Duration.ofSeconds(10));
    assertTrue(ip().addresses().all().size() <= 20, () -> ip().addresses().toString());
    assertTrue(ip().routes().routes().size() <= 100);
    assertTrue(hub.drops("ndp: more routers or prefixes than are kept") > 0);
  }

  @Test
  @DisplayName(
      "8504-5.11-1, 8504-5.11-3: 3810: joins are reported, queries answered; 2710 after a version 1 query")
  void listeners() {
    int joined = sent(MldMessage.ReportV2.TYPE);
    assertTrue(joined >= 2, "reported " + joined);
    query(new MldMessage.QueryV2(1000, 0, Ipv6Address.UNSPECIFIED, 2, 125, Vector.empty()));
    assertEquals(joined + 1, sent(MldMessage.ReportV2.TYPE));
    query(new MldMessage.Query(1000, 0, Ipv6Address.UNSPECIFIED));
    assertEquals(joined + 1, sent(MldMessage.ReportV2.TYPE));
    assertEquals(1, sent(MldMessage.Report.TYPE));
    assertFalse(hub.drops().containsKey("mld: query with the wrong source, hop limit or options"));
  }

  private void query(MldMessage query) {
    var alert =
        new ExtensionHeader.HopByHop(IpProtocol.ICMPV6, Vector.of(new Ipv6Option.RouterAlert(0)));
    var plain = icmp6(local(9), Ipv6Address.ALL_NODES, 1, query.toIcmp());
    var header = new Ipv6Header(0, 0, 0, IpProtocol.HOP_BY_HOP, 1, local(9), Ipv6Address.ALL_NODES);
    hub.inject(
        -1,
        frame6(9, 1, new Ipv6Packet(header, alert.toSlice(), IpProtocol.ICMPV6, plain.payload())));
    hub.run(Duration.ofSeconds(2));
  }
}
