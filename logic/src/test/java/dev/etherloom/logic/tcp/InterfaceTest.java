package dev.etherloom.logic.tcp;

import static dev.etherloom.logic.tcp.Wire.ACK;
import static dev.etherloom.logic.tcp.Wire.RST;
import static dev.etherloom.logic.tcp.Wire.SYN;
import static dev.etherloom.logic.testkit.Stacks.frame;
import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.responder.echo.TcpEchoResponder;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.WindowScale;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9293 §3.9: what stands above TCP, and IP below it. */
class InterfaceTest {
  @Test
  @DisplayName("MUST-1, REC-1: a window is unsigned, and has 32 bits once it is scaled")
  void largestWindow() {
    var wire = Wire.listening(Talker.silent());
    wire.window = 0xffff;
    wire.open(TcpOptions.of(new MaximumSegmentSize(1000), new WindowScale(14)));
    var peer = new TcpPeer(ip(1), Wire.OWN, ip(9), Wire.OTHER);
    var open = (Open) wire.tcp.table().get(peer).get().connection();
    assertEquals(0xffff << 14, open.send().window().size());
    assertTrue(open.send().window().size() > 0);
  }

  @Test
  @DisplayName("MUST-12: what came in order before a reset is delivered before the user is told")
  void beforeReset() {
    var talker = Talker.silent();
    talker.appetite = 0;
    var wire = Wire.established(talker);
    wire.comes(ACK, 1, 1, "last words");
    wire.comes(RST, 11, 0);
    assertEquals("last words", talker.heard().text());
    assertEquals(new TcpEvent.Broken(TcpEvent.Cause.RESET), talker.events.getLast());
  }

  @Test
  @DisplayName("MUST-12: so is the peer's end, where a reset follows it")
  void endBeforeReset() {
    var talker = Talker.silent();
    talker.appetite = 0;
    var wire = Wire.established(talker);
    wire.comes(Wire.FIN_ACK, 1, 1, "the end");
    assertTrue(!talker.wasTold(TcpEvent.Finished.class));
    wire.comes(RST, 9, 0);
    assertEquals("the end", talker.heard().text());
    var told = talker.events.subList(talker.events.size() - 2, talker.events.size());
    var broken = new TcpEvent.Broken(TcpEvent.Cause.RESET);
    assertEquals(List.of(new TcpEvent.Finished(), broken), told);
  }

  @Test
  @DisplayName("MUST-50: options of IP that TCP does not understand change nothing")
  void optionsOfIp() {
    var wire = Wire.listening(Talker.silent());
    var syn = wire.segment(SYN, 0, 0, TcpOptions.NONE, Slice.EMPTY);
    var options = Slice.of(0x9e, 4, 1, 2, 7, 7, 4, 0, 0, 0, 0, 0);
    var header = new Ipv4Header(0, 1, Fragment.WHOLE, 64, IpProtocol.TCP, ip(9), ip(1), options);
    var packet = new Ipv4Packet(header, syn.toSlice());
    var step = wire.tcp.receive(new Delivery(packet, Vlan.UNTAGGED, ip(1), false), wire.now);
    assertEquals(1, ((Tcp) step.state()).connections());
    assertEquals(1, step.effects().size());
  }

  @Test
  @DisplayName("MUST-45: all segments of a connection come from the address to which it was opened")
  void oneAddress() {
    var second = Ipv4Address.of("10.0.0.77");
    var hub = new VirtualSwitch();
    var talker = new Talker(Slice.utf8("hello"), true);
    hub.plug(echoing(second));
    var dial = new Dial(Vlan.UNTAGGED, ip(2), 0, second, 7, talker);
    var tcp = Tcp.of(1500, new Secret(2, 7), Vector.empty()).dialing(Vector.of(dial));
    hub.plug(Stacks.of(Stacks.both(2, false), tcp));
    hub.run(Duration.ofSeconds(20));
    assertEquals("hello", talker.heard().text());
    var sources =
        hub.passed().stream()
            .filter(passed -> passed.port() == 0)
            .flatMap(passed -> SimSegment.read(passed.octets()).toJavaStream())
            .map(SimSegment::source)
            .distinct()
            .toList();
    assertEquals(List.of(77), sources);
  }

  /** A host with two addresses. */
  private static State echoing(Ipv4Address second) {
    var config =
        new HostConfig(
            "two",
            mac(1),
            Vlan.UNTAGGED,
            Vector.of(new InterfaceAddress(ip(1), 24), new InterfaceAddress(second, 24)),
            Vector.empty(),
            1500,
            false,
            new Secret(1, 7));
    var tcp = Tcp.of(1500, new Secret(1, 7), Vector.of(new TcpEchoResponder()));
    return State.of(
        Vector.of(Host.of(config, new HostConfig.Responders(Vector.empty(), Vector.of(tcp)))));
  }

  @ParameterizedTest(name = "from {0}")
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255", "10.0.0.255"})
  @DisplayName("MUST-63: a SYN from an address that is nobody's is ignored")
  void fromNobody(String source) {
    var hub = new VirtualSwitch();
    var tcp = Tcp.of(1500, new Secret(1, 7), Vector.of(Talker.silent()));
    hub.plug(Stacks.of(Stacks.both(1, false), tcp));
    hub.run(Duration.ofSeconds(10));
    hub.passed().clear();
    var from = Ipv4Address.of(source);
    var peer = new TcpPeer(ip(1), Wire.OWN, from, Wire.OTHER);
    var header =
        new TcpHeader(Wire.OTHER, Wire.OWN, Wire.ISS, new SeqNum(0), SYN, 1000, 0, TcpOptions.NONE);
    var syn = new TcpSegment(header, Slice.EMPTY, peer.pseudoHeader());
    var packet = Stacks.packet(from, ip(1), IpProtocol.TCP, Fragment.WHOLE, syn);
    hub.inject(-1, frame(9, mac(1), Vlan.UNTAGGED, EtherType.IPV4, packet));
    hub.run(Duration.ofSeconds(5));
    assertEquals(1, hub.passed().size(), "nothing but what was injected");
    var after = hub.stack(0).hosts().values().head().ip().responders().get(IpProtocol.TCP).get();
    assertEquals(0, ((Tcp) after).connections());
  }

  /** Takes events, and leaves reports as they are. */
  private record Deaf(List<TcpEvent> events) implements TcpSession {
    @Override
    public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
      events.add(event);
      return event instanceof TcpEvent.Opened
          ? Step.to(this, new TcpEffect.Send(Slice.utf8("lost")))
          : Step.to(this);
    }
  }

  @Test
  @DisplayName("SHLD-20: a session that does not care for reports hears of none")
  void noReports() {
    var events = new ArrayList<TcpEvent>();
    var hub = new VirtualSwitch();
    hub.plug(
        Stacks.of(
            Stacks.both(1, false),
            Tcp.of(1500, new Secret(1, 7), Vector.of(new TcpEchoResponder()))));
    var dial = new Dial(Vlan.UNTAGGED, ip(2), 0, ip(1), 7, new Deaf(events));
    var tcp = Tcp.of(1500, new Secret(2, 7), Vector.empty()).dialing(Vector.of(dial));
    hub.plug(Stacks.of(Stacks.both(2, false), tcp));
    hub.losing(frame -> SimSegment.read(frame).exists(it -> !it.text().isEmpty()));
    hub.run(Duration.ofSeconds(60));
    var drained = new TcpEvent.Drained(TcpSession.SEND_LIMIT);
    assertEquals(List.of(new TcpEvent.Opened(), drained), events);
    hub.losing(_ -> false);
    hub.run(Duration.ofSeconds(60));
    assertTrue(events.contains(new TcpEvent.Received(Slice.utf8("lost"))), events::toString);
  }
}
