package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.both;
import static dev.etherloom.logic.testkit.Stacks.frame;
import static dev.etherloom.logic.testkit.Stacks.icmp6;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.local;
import static dev.etherloom.logic.testkit.Stacks.packet6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ndp.NdpOption;
import dev.etherloom.logic.ndp.NeighborSolicitation;
import dev.etherloom.logic.ndp.PrefixInformation;
import dev.etherloom.logic.ndp.RouterAdvertisement;
import dev.etherloom.logic.ndp.RouterOption;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.Stranger;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses a host takes for what (RFC 4291), and which it comes to have. */
class AddressingTest {
  private static final Ipv6Address NET = Ipv6Address.of("2001:db8:1::");
  private static final Ipv6Address OTHER_NET = Ipv6Address.of("2001:db8:2::");

  @ParameterizedTest(name = "from {0} to {1}: {2}")
  @CsvSource({
    "ff02::1, fd00::1, ip: source cannot be a host's",
    "::1, fd00::1, ip: source cannot be a host's",
    "fd00::1, fd00::1, ip: source is one of our own addresses",
    "fd00::9, fd00::2, ip: for none of our addresses",
    "fd00::9, ::1, ip: for none of our addresses",
    "fd00::9, ff02::2, ip: for none of our addresses",
    "fd00::9, ff02::1:ff00:2, ip: for none of our addresses",
  })
  @DisplayName("8504-6.1-1: what is from no host's address, or for none of ours, is dropped")
  void refused(String source, String destination, String reason) {
    var stranger = new Stranger(Stacks.of(both(1, false)));
    var from = Ipv6Address.of(source);
    var to = Ipv6Address.of(destination);
    stranger.say(packet6(from, to, IpProtocol.ICMPV6, 64, Stranger.echo(to, Slice.EMPTY)));
    assertEquals(0, stranger.answers().length());
    assertEquals(1, stranger.hub.drops(reason), () -> stranger.hub.drops().toString());
  }

  @ParameterizedTest(name = "{0}: scope {1}")
  @CsvSource({
    "ff02::1, 2",
    "ff12::1, 2",
    "ff32::8000:1, 2",
    "ff72:140::1, 2",
    "ff3e:30::1, 14",
    "ffbe::1, 14",
    "fe80::1, 2",
    "fd00::1, 14",
    "2001:db8::1, 14"
  })
  @DisplayName("8504-6.1-2: a group's reach is in its scope, whatever its flags")
  void scopes(String address, int scope) {
    assertEquals(scope, Ipv6Address.of(address).scope());
  }

  private static PrefixInformation prefix(Ipv6Address net) {
    return new PrefixInformation(64, 0xc0, 7_200, 3_600, 0, net);
  }

  private static VirtualSwitch automatic() {
    var hub = new VirtualSwitch();
    var _ = hub.plug(Stacks.of(both(1, true)));
    hub.run(Duration.ofSeconds(5));
    return hub;
  }

  private static void advertise(VirtualSwitch hub, Ipv6Address to, NdpOption... options) {
    var message = new RouterAdvertisement(33, 0, 1800, 0, 0, Vector.of(options)).toIcmp();
    hub.inject(-1, Stacks.frame6(9, 1, icmp6(local(9), to, 255, message)));
    hub.run(Duration.ofSeconds(3));
  }

  private static Host host(VirtualSwitch hub) {
    return hub.stack(0).hosts().values().head();
  }

  @Test
  @DisplayName(
      "8504-6.2-1: an address in each prefix; 8504-6.2-2: also where only the host is told")
  void severalAddresses() {
    var hub = automatic();
    var self = (Ipv6Address) host(hub).ip().addresses().sourceFor(local(9)).get();
    hub.inject(-1, Stacks.frame6(9, 1, icmp6(local(9), self, 255, Stranger.asking(self).toIcmp())));
    advertise(hub, self, prefix(NET));
    advertise(hub, Ipv6Address.ALL_NODES, prefix(NET), prefix(OTHER_NET));
    var own = host(hub).ip().addresses().all().map(it -> it.address().masked(64)).toSet();
    assertTrue(own.contains(NET) && own.contains(OTHER_NET), own::toString);
  }

  @Test
  @DisplayName("8504-6.3-5: a probe that comes back is not another host's")
  void loopedBack() {
    var hub = new VirtualSwitch();
    var _ = hub.plug(Stacks.of(both(1, false)));
    hub.run(Duration.ofSeconds(1));
    var probe = new NeighborSolicitation(0, ip6(1), Vector.empty()).toIcmp();
    var group = ip6(1).solicitedNode();
    hub.inject(
        -1,
        frame(
            1,
            new MacAddress(0x3333_0000_0000L | (group.low() & 0xffff_ffffL)),
            Vlan.UNTAGGED,
            EtherType.IPV6,
            icmp6(Ipv6Address.UNSPECIFIED, group, 255, probe)));
    hub.run(Duration.ofSeconds(5));
    assertTrue(host(hub).ip().addresses().owns(ip6(1)));
    assertEquals(1, hub.drops("ethernet: source is the host itself"));
  }

  @Test
  @DisplayName("8504-5.4-14: hop limit and MTU as the router has them; 8504-8.3-1: name servers")
  void whatRoutersSay() {
    var hub = automatic();
    var server = Ipv6Address.of("2001:db8::53");
    advertise(
        hub,
        Ipv6Address.ALL_NODES,
        prefix(NET),
        new NdpOption.Mtu(0, 1_300),
        new RouterOption.NameServers(0, 600, Vector.of(server)));
    assertTrue(
        hub.notices().stream().anyMatch(it -> it.toString().equals(server + " is a name server")));
    var own =
        host(hub).ip().addresses().all().find(it -> it.address().masked(64).equals(NET)).get();
    var self = (Ipv6Address) own.address();
    hub.passed().clear();
    hub.inject(-1, Stacks.frame6(9, 1, icmp6(local(9), self, 255, Stranger.asking(self).toIcmp())));
    hub.inject(
        -1,
        Stacks.frame6(
            9,
            1,
            icmp6(
                local(9),
                self,
                64,
                new Icmpv6Message.EchoRequest(1, 2, Slice.utf8("x".repeat(1_400))))));
    hub.run(Duration.ofMillis(10));
    var answers =
        Vector.ofAll(hub.passed())
            .filter(it -> it.port() == 0)
            .map(it -> Ipv6Header.decode(EthernetFrame.decode(it.octets()).get().payload()).get())
            .filter(it -> it.hopLimit() != 255);
    assertEquals(2, answers.length(), "split for 1,300 octets");
    assertTrue(answers.forAll(it -> it.hopLimit() == 33 && it.length() <= 1_300));
  }
}
