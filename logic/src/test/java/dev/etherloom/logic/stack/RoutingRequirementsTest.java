package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static dev.etherloom.logic.testkit.Stacks.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.IpResponder;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.ip.Route;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Prefix;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.OldHost;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 1122 §3.3 and §3.4: where packets of IPv4 go, and what stands on IP is given. */
class RoutingRequirementsTest {
  private static final Ipv4Address FAR = Ipv4Address.of("192.0.2.1");
  private static final IpProtocol OWN = new IpProtocol(253);

  /** Takes packets of protocol 253, and answers as it is told to. */
  private record Responder(List<Delivery> came, IpEffect.Send says) implements IpResponder {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public IpProtocol protocol() {
      return OWN;
    }

    @Override
    public Step<IpResponder, IpEffect> receive(Delivery delivery, MonotonicTime now) {
      came.add(delivery);
      return Step.to(this, says);
    }
  }

  private final List<Delivery> came = new ArrayList<>();

  /** Host 1, with a second address, two gateways (7, then 8) and a network behind 6. */
  private OldHost host(IpEffect.Send says) {
    var config =
        new HostConfig(
            "host",
            mac(1),
            Vlan.UNTAGGED,
            Vector.of(new InterfaceAddress(ip(1), 24), new InterfaceAddress(ip(77), 24)),
            Vector.of(
                new Route(Prefix.IPV4_DEFAULT, Option.some(ip(7)), 1),
                new Route(Prefix.IPV4_DEFAULT, Option.some(ip(8)), 2),
                new Route(Prefix.around(Ipv4Address.of("198.51.100.0"), 24), Option.some(ip(6)))),
            1500,
            false,
            new Secret(1, 7));
    var responders =
        new HostConfig.Responders(Vector.empty(), Vector.of(new Responder(came, says)));
    return new OldHost(State.of(Vector.of(Host.of(config, responders))));
  }

  private static IpEffect.Send to(Ipv4Address destination) {
    return says(destination, 0, Slice.EMPTY);
  }

  private static IpEffect.Send says(Ipv4Address destination, int trafficClass, Slice options) {
    return new IpEffect.Send(
        Vlan.UNTAGGED, ip(77), destination, OWN, Slice.utf8("x"), 9, trafficClass, false, options);
  }

  /** Makes the host say what it has to say; to whom the frames go. */
  private static List<MacAddress> asked(OldHost host) {
    host.hears(packet(ip(9), ip(1), OWN, Fragment.WHOLE, Slice.utf8("now")));
    return host.frames().stream()
        .filter(frame -> frame.header().etherType().equals(EtherType.IPV4))
        .map(frame -> frame.header().destination())
        .toList();
  }

  @Test
  @DisplayName(
      "1122-3.5-012, 1122-3.5-094, 1122-3.5-095, 1122-3.5-083: what the mask covers is asked for"
          + " on the link, without any gateway")
  void onLink() {
    var host = host(to(ip(200)));
    host.greet(200);
    assertEquals(List.of(mac(200)), asked(host));
  }

  @Test
  @DisplayName("1122-3.5-098, 1122-3.5-100, 1122-3.5-111: other networks by the configured routes")
  void gateways() {
    var far = host(to(FAR));
    far.greet(7);
    assertEquals(List.of(mac(7)), asked(far));
    var behind = host(to(Ipv4Address.of("198.51.100.9")));
    behind.greet(6);
    assertEquals(List.of(mac(6)), asked(behind));
  }

  @Test
  @DisplayName(
      "1122-3.5-099, 1122-3.5-104, 1122-3.5-105, 1122-3.5-110: a gateway that falls silent is"
          + " noticed, and the other one used")
  void deadGateway() {
    var host = host(to(FAR));
    host.greet(7);
    host.greet(8);
    assertEquals(List.of(mac(7)), asked(host));
    for (int seconds = 0; seconds < 120; seconds++) {
      host.greet(8);
      host.greet(9);
      var _ = asked(host);
      host.hub.run(Duration.ofSeconds(1));
    }
    assertEquals(List.of(mac(8)), asked(host));
  }

  @Test
  @DisplayName(
      "1122-3.5-106, 1122-3.5-107, 1122-3.5-108: nobody is asked whether he is there unless there"
          + " is something to send, and nothing says so")
  void silence() {
    var host = host(to(FAR));
    host.greet(7);
    assertEquals(List.of(mac(7)), asked(host));
    host.hub.run(Duration.ofMinutes(2));
    var _ = host.frames();
    host.hub.run(Duration.ofDays(1));
    assertEquals(List.of(), host.frames());
  }

  private static void redirect(OldHost host, Ipv4Address by, Ipv4Address to, int code) {
    var sent = packet(ip(77), FAR, OWN, Fragment.WHOLE, Slice.utf8("eight oc"));
    var message = new Failure(Failure.REDIRECT, code, to.bits(), sent.toSlice());
    host.hears(packet(by, ip(77), IpProtocol.ICMP, Fragment.WHOLE, message));
    host.hub.run(Duration.ofMillis(1));
  }

  @Test
  @DisplayName(
      "1122-3.5-053, 1122-3.5-054, 1122-3.5-096, 1122-3.5-097: a redirect by the first hop is"
          + " followed, for a host or a network, until that gateway is gone")
  void redirected() {
    for (int code : List.of(0, 1)) {
      var host = host(to(FAR));
      host.greet(7);
      host.greet(5);
      redirect(host, ip(7), ip(5), code);
      assertEquals(List.of(mac(5)), asked(host));
    }
  }

  @Test
  @DisplayName("1122-3.5-055: a redirect by another, or to nowhere on the link, is discarded")
  void illegalRedirect() {
    var host = host(to(FAR));
    host.greet(7);
    host.greet(5);
    redirect(host, ip(8), ip(5), 1);
    redirect(host, ip(7), Ipv4Address.of("203.0.113.1"), 1);
    redirect(host, ip(7), ip(1), 1);
    redirect(host, ip(7), Ipv4Address.of("10.0.0.255"), 1);
    assertEquals(List.of(mac(7)), asked(host));
  }

  @Test
  @DisplayName(
      "1122-3.5-018, 1122-3.5-023, 1122-3.5-024, 1122-3.5-025, 1122-3.5-149, 1122-3.5-124,"
          + " 1122-3.5-003: who stands on IP sets type of service, time to live, options and the"
          + " address to send from")
  void transportDecides() {
    var options = Slice.of(7, 7, 4, 0, 0, 0, 0, 0);
    var host = host(says(ip(9), 0xb8, options));
    host.hears(packet(ip(9), ip(1), OWN, Fragment.WHOLE, Slice.utf8("now")));
    var header = host.answer().header();
    assertEquals(0xb8, header.typeOfService());
    assertEquals(9, header.timeToLive());
    assertEquals(options, header.options());
    assertEquals(ip(77), header.source());
  }

  @Test
  @DisplayName(
      "1122-3.5-019, 1122-3.5-026, 1122-3.5-151, 1122-3.5-150: who stands on IP is told type of"
          + " service, options, the link and the address asked")
  void transportHears() {
    var host = host(to(ip(9)));
    var options = Slice.of(0x9e, 4, 1, 2);
    var header = new Ipv4Header(0x2c, 9, Fragment.WHOLE, 1, OWN, ip(9), ip(77), options);
    host.hears(new Ipv4Packet(header, Slice.utf8("now")));
    var _ = host.answer();
    var delivery = came.getLast();
    assertEquals(0x2c, delivery.packet().trafficClass());
    assertEquals(options, ((Ipv4Packet) delivery.packet()).header().options());
    assertEquals(Vlan.UNTAGGED, delivery.vlan());
    assertEquals(ip(77), delivery.self());
  }

  @Test
  @DisplayName("1122-3.5-142, 1122-3.5-140, 1122-3.5-137: to all of IP is to all of the link")
  void broadcast() {
    for (var all : List.of("255.255.255.255", "10.0.0.255")) {
      var host = host(to(Ipv4Address.of(all)));
      assertEquals(List.of(MacAddress.BROADCAST), asked(host));
    }
  }

  @Test
  @DisplayName("1122-3.5-064, 1122-3.5-069: answers to echo reach who asked")
  void pinger() {
    var hub = new VirtualSwitch();
    hub.plug(Stacks.host(1));
    hub.plug(Stacks.pinging(2, ip(1), 3, 56));
    hub.run(Duration.ofSeconds(10));
    assertTrue(hub.notices().toString().contains("3 received"), hub.notices()::toString);
  }
}
