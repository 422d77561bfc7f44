package dev.etherloom.logic.testkit;

import static dev.etherloom.logic.testkit.Stacks.frame;
import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.icmp.IcmpMessage;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.State;
import java.time.Duration;
import java.util.List;

/** A host of IPv4, and strangers on its link who say what tests want; number 9 is known to it. */
public final class OldHost {
  public final VirtualSwitch hub = new VirtualSwitch();

  public OldHost() {
    this(Stacks.host(1));
  }

  /** Host 1, as configured. */
  public OldHost(State host) {
    var _ = hub.plug(host);
    hub.run(Duration.ofSeconds(10));
    greet(9);
    hub.passed().clear();
  }

  /** A stranger tells that he is there. */
  public void greet(int number) {
    greet(number, ip(number));
  }

  public void greet(int number, Ipv4Address address) {
    hub.inject(
        -1,
        frame(
            number,
            mac(1),
            Vlan.UNTAGGED,
            EtherType.ARP,
            new ArpPacket(2, mac(number), address, mac(1), ip(1))));
    hub.inject(
        -1,
        frame(
            number,
            MacAddress.BROADCAST,
            Vlan.UNTAGGED,
            EtherType.ARP,
            ArpPacket.request(mac(number), address, ip(1))));
    hub.run(Duration.ofMillis(1));
  }

  /** Stranger 9 sends a packet to the host. */
  public void hears(Emit packet) {
    hearsFrom(9, packet);
  }

  public void hearsFrom(int number, Emit packet) {
    hub.inject(-1, frame(number, mac(1), Vlan.UNTAGGED, EtherType.IPV4, packet));
  }

  /** What the host sent since the last time. */
  public List<EthernetFrame> frames() {
    hub.run(Duration.ofMillis(10));
    var frames =
        hub.passed().stream()
            .filter(passed -> passed.port() == 0)
            .map(passed -> EthernetFrame.decode(passed.octets()).get())
            .toList();
    hub.passed().clear();
    return frames;
  }

  /** The packets among them. */
  public List<Ipv4Packet> packets() {
    return frames().stream()
        .filter(frame -> frame.header().etherType().equals(EtherType.IPV4))
        .map(frame -> Ipv4Header.decode(frame.payload()).get())
        .toList();
  }

  /** The only one. */
  public Ipv4Packet answer() {
    var packets = packets();
    assertEquals(1, packets.size(), () -> packets + " dropped: " + hub.drops());
    return packets.getFirst();
  }

  public static IcmpMessage icmp(Ipv4Packet packet) {
    return IcmpMessage.decode(packet.payload()).get();
  }
}
