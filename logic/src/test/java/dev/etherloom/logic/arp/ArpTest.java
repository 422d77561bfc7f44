package dev.etherloom.logic.arp;

import static dev.etherloom.logic.testkit.Stacks.frame;
import static dev.etherloom.logic.testkit.Stacks.host;
import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArpTest {
  private final VirtualSwitch hub = new VirtualSwitch();

  private void hear(int from, MacAddress to, ArpPacket packet) {
    hub.inject(-1, frame(from, to, Vlan.UNTAGGED, EtherType.ARP, packet));
    hub.run(Duration.ofMillis(1));
  }

  /** What the host said since the last time. */
  @CanIgnoreReturnValue
  private List<ArpPacket> said() {
    var said =
        hub.passed().stream()
            .filter(passed -> passed.port() == 0)
            .map(passed -> EthernetFrame.decode(passed.octets()).get())
            .filter(frame -> frame.header().etherType().equals(EtherType.ARP))
            .map(frame -> ArpPacket.decode(frame.payload()).get())
            .toList();
    hub.passed().clear();
    return said;
  }

  private static State probing() {
    return State.of(
        Vector.of(
            Host.of(
                Stacks.config(1, true),
                new HostConfig.Responders(Vector.empty(), Vector.empty()))));
  }

  @Test
  @DisplayName("decode(emit(x)) = x")
  void law() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      var packet =
          new ArpPacket(
              1 + random.nextInt(2),
              new MacAddress(random.nextLong() >>> 16),
              new Ipv4Address(random.nextInt()),
              new MacAddress(random.nextLong() >>> 16),
              new Ipv4Address(random.nextInt()));
      assertEquals(packet, ArpPacket.decode(packet.toSlice()).get());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0002, hardware type, 0",
    "2, 86dd, protocol type, 2",
    "4, 0804, hardware address length, 4",
    "4, 0606, protocol address length, 5",
    "6, 0003, operation, 6"
  })
  void refuses(int at, String octets, String field, int offset) {
    var bytes = ArpPacket.probe(mac(1), ip(1)).toSlice().toBytes();
    var change = Slice.hex(octets);
    bytes[at] = (byte) change.u8(0);
    bytes[at + 1] = (byte) change.u8(1);
    var error = (DecodeError.BadField) ArpPacket.decode(Slice.owning(bytes)).getLeft();
    assertEquals(field, error.field());
    assertEquals(offset, error.offset());
  }

  @Test
  void refusesWhatIsCut() {
    var cut = ArpPacket.probe(mac(1), ip(1)).toSlice().first(27);
    assertEquals(
        new DecodeError.TooShort("arp", 0, 28, 27, "packet"), ArpPacket.decode(cut).getLeft());
  }

  @Test
  @DisplayName("RFC 5227 §2.3: two announcements, two seconds apart, at once in use")
  void announces() {
    hub.plug(host(1));
    hub.run(Duration.ofSeconds(1));
    assertTrue(hub.stack(0).isReady());
    assertEquals(List.of(ArpPacket.announcement(mac(1), ip(1))), said());
    hub.run(Duration.ofMillis(1_100));
    assertEquals(List.of(ArpPacket.announcement(mac(1), ip(1))), said());
    hub.run(Duration.ofMinutes(10));
    assertEquals(List.of(), said());
  }

  @Test
  @DisplayName("RFC 5227 §2.1.1: three probes 1 to 2 s apart, then 2 s, then in use and announced")
  void probesFirst() {
    hub.plug(probing());
    hub.run(Duration.ofSeconds(2));
    assertFalse(hub.stack(0).isReady());
    hub.run(Duration.ofSeconds(7));
    var said = hub.passed().stream().toList();
    assertEquals(5, said.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(
          ArpPacket.probe(mac(1), ip(1)),
          ArpPacket.decode(EthernetFrame.decode(said.get(i).octets()).get().payload()).get());
    }
    for (int i = 1; i < 3; i++) {
      var gap = said.get(i).at().since(said.get(i - 1).at());
      assertTrue(
          gap.compareTo(Duration.ofSeconds(1)) >= 0 && gap.compareTo(Duration.ofSeconds(2)) <= 0,
          "gap " + gap);
    }
    assertEquals(Duration.ofSeconds(2), said.get(3).at().since(said.get(2).at()));
    assertTrue(hub.stack(0).isReady());
  }

  @Test
  @DisplayName("RFC 5227 §2.1.1: an address that is taken is not used")
  void probeFindsAnother() {
    hub.plug(probing());
    hub.run(Duration.ofSeconds(2));
    hear(9, mac(1), new ArpPacket(ArpPacket.REPLY, mac(9), ip(1), mac(1), Ipv4Address.UNSPECIFIED));
    hub.run(Duration.ofSeconds(20));
    assertFalse(hub.stack(0).isReady());
    assertTrue(hub.notices().getFirst().toString().contains("10.0.0.1 is also used by " + mac(9)));
    assertTrue(hub.notices().getFirst().isWarning());
  }

  @Test
  void answersRequestsAndProbes() {
    hub.plug(host(1));
    hub.run(Duration.ofSeconds(5));
    said();
    hear(9, MacAddress.BROADCAST, ArpPacket.request(mac(9), ip(9), ip(1)));
    assertEquals(List.of(new ArpPacket(ArpPacket.REPLY, mac(1), ip(1), mac(9), ip(9))), said());
    hear(9, MacAddress.BROADCAST, ArpPacket.probe(mac(9), ip(1)));
    assertEquals(
        List.of(new ArpPacket(ArpPacket.REPLY, mac(1), ip(1), mac(9), Ipv4Address.UNSPECIFIED)),
        said());
    hear(9, MacAddress.BROADCAST, ArpPacket.request(mac(9), ip(9), ip(2)));
    assertEquals(List.of(), said());
  }

  @Test
  @DisplayName("RFC 5227 §2.4 (b): defended once in ten seconds, then given up, then tried again")
  void defendsOnce() {
    hub.plug(host(1));
    hub.run(Duration.ofSeconds(5));
    said();
    var claim = ArpPacket.announcement(mac(9), ip(1));
    hear(9, MacAddress.BROADCAST, claim);
    assertEquals(List.of(ArpPacket.announcement(mac(1), ip(1))), said());
    assertTrue(hub.stack(0).isReady());
    hub.run(Duration.ofSeconds(11));
    hear(9, MacAddress.BROADCAST, claim);
    assertEquals(List.of(ArpPacket.announcement(mac(1), ip(1))), said(), "defended again");
    hear(9, MacAddress.BROADCAST, claim);
    assertFalse(hub.stack(0).isReady(), "given up");
    hear(8, MacAddress.BROADCAST, ArpPacket.request(mac(8), ip(8), ip(1)));
    assertEquals(List.of(), said());
    hub.run(Duration.ofSeconds(70));
    assertTrue(hub.stack(0).isReady(), "free again");
  }

  @Test
  void refusesLiars() {
    hub.plug(host(1));
    hub.run(Duration.ofSeconds(5));
    said();
    hear(9, MacAddress.BROADCAST, ArpPacket.request(mac(8), ip(8), ip(1)));
    hear(9, MacAddress.BROADCAST, ArpPacket.request(mac(9), Ipv4Address.of("127.0.0.1"), ip(1)));
    hear(9, MacAddress.BROADCAST, ArpPacket.request(MacAddress.BROADCAST, ip(9), ip(1)));
    assertEquals(List.of(), said());
    assertEquals(1, hub.drops("arp: sender's MAC address is not the frame's source"));
    assertEquals(1, hub.drops("arp: sender's address cannot be a host's"));
    assertEquals(1, hub.drops("arp: sender's MAC address is a group"));
  }
}
