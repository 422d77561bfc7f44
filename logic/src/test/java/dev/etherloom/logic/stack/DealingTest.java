package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.frame;
import static dev.etherloom.logic.testkit.Stacks.frame6;
import static dev.etherloom.logic.testkit.Stacks.icmp6;
import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.ipFrame;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static dev.etherloom.logic.testkit.Stacks.packet;
import static dev.etherloom.logic.testkit.Stacks.packet6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.icmp.IcmpMessage.EchoRequest;
import dev.etherloom.logic.icmp.IcmpMessage.Failure;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.FlowHash;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stranger;
import io.vavr.collection.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which shard a frame is for. */
class DealingTest {
  private static final int SHARDS = 64;
  private static final IpProtocol TCP = IpProtocol.TCP;
  private static final IpProtocol UDP = IpProtocol.UDP;
  private final Dealing dealing = new Dealing(new FlowHash(new Secret(1, 2), SHARDS));

  private static Slice ports(int from, int to) {
    return Writer.allocate(20).u16(from).u16(to).i64(0).i64(0).written();
  }

  private static Ipv4Packet v4(int from, int to, IpProtocol protocol, Emit payload) {
    return packet(ip(from), ip(to), protocol, Fragment.WHOLE, payload);
  }

  private static Ipv6Packet v6(int from, int to, IpProtocol protocol, Emit payload) {
    return packet6(ip6(from), ip6(to), protocol, 64, payload);
  }

  private int of(Ipv4Packet packet) {
    return dealing.shardFor(ipFrame(9, 1, packet));
  }

  private int of(Ipv6Packet packet) {
    return dealing.shardFor(frame6(9, 1, packet));
  }

  @Test
  @DisplayName("both directions of a flow are one shard's")
  void symmetric() {
    for (int port = 1; port < 200; port++) {
      assertEquals(of(v4(9, 1, TCP, ports(port, 80))), of(v4(1, 9, TCP, ports(80, port))));
      assertEquals(of(v6(9, 1, UDP, ports(port, 53))), of(v6(1, 9, UDP, ports(53, port))));
    }
    assertEquals(of(v6(9, 9, UDP, ports(1, 2))), of(v6(9, 9, UDP, ports(2, 1))));
  }

  @Test
  @DisplayName("a tag, or two, changes nothing; a third is refused elsewhere")
  void tags() {
    var packet = v4(9, 1, TCP, ports(1234, 80));
    var tag = new Vlan.Tag(EtherType.VLAN, 7);
    for (var tags : List.of(List.of(tag), List.of(tag, tag))) {
      var tagged = frame(9, mac(1), new Vlan(tags), EtherType.IPV4, packet);
      assertEquals(of(packet), dealing.shardFor(tagged));
    }
    var arp = ArpPacket.request(mac(9), ip(9), ip(1));
    var tagged = frame(9, MacAddress.BROADCAST, Vlan.of(7), EtherType.ARP, arp);
    assertEquals(Dealing.EVERY, dealing.shardFor(tagged));
    assertEquals(
        0, dealing.shardFor(frame(9, mac(1), new Vlan(List.fill(3, tag)), EtherType.IPV4, packet)));
  }

  @Test
  @DisplayName("all fragments of a packet go to one shard, ports or not")
  void fragments() {
    var first = new Fragment(false, false, true, 0);
    var later = new Fragment(false, false, false, 1480);
    int shard = of(packet(ip(9), ip(1), UDP, first, ports(7, 7)));
    assertEquals(shard, of(packet(ip(9), ip(1), UDP, later, ports(1, 2))));
    var one = v6(9, 1, IpProtocol.FRAGMENT, Slice.hex("11000001 00000063").toSlice());
    var two = v6(9, 1, IpProtocol.FRAGMENT, Slice.hex("11000589 00000063 0007000700100000"));
    var three = v6(9, 1, IpProtocol.FRAGMENT, Slice.hex("11000589 00000064 0007000700100000"));
    assertEquals(of(one), of(two));
    assertTrue(of(two) != of(three), "another packet's need not");
    var atomic = v6(9, 1, IpProtocol.FRAGMENT, Slice.hex("11000000 00000063 0007000900100000"));
    assertEquals(of(v6(9, 1, UDP, ports(7, 9))), of(atomic));
  }

  @Test
  @DisplayName("an error goes where the flow is that it quotes")
  void errors() {
    for (int port = 1; port < 100; port++) {
      var sent = v4(1, 9, TCP, ports(80, port)).toSlice().first(28);
      var failure = new Failure(Failure.DESTINATION_UNREACHABLE, 4, 1400, sent);
      int home = of(v4(9, 1, TCP, ports(port, 80)));
      assertEquals(home, of(v4(8, 1, IpProtocol.ICMP, failure)));
      var sent6 = v6(1, 9, TCP, ports(80, port)).toSlice();
      var tooBig = Slice.hex("0200000000000500");
      var octets = Writer.allocate(200).put(tooBig).put(sent6).written();
      assertEquals(of(v6(9, 1, TCP, ports(port, 80))), of(v6(8, 1, IpProtocol.ICMPV6, octets)));
    }
  }

  @Test
  @DisplayName("an error about the first fragment of a datagram finds its flow, too")
  void errorAboutFragment() {
    var place = new Fragment(false, false, true, 0);
    var sent = packet(ip(1), ip(9), UDP, place, ports(7, 5000)).toSlice().first(28);
    var failure = new Failure(Failure.DESTINATION_UNREACHABLE, 3, 0, sent);
    assertEquals(of(v4(9, 1, UDP, ports(5000, 7))), of(v4(9, 1, IpProtocol.ICMP, failure)));
    var sent6 = v6(1, 9, IpProtocol.FRAGMENT, Slice.hex("11000001 00000063 0007138800100000"));
    var octets = Writer.allocate(200).i64(0x0200_0000_0000_0500L).put(sent6).written();
    assertEquals(of(v6(9, 1, UDP, ports(5000, 7))), of(v6(8, 1, IpProtocol.ICMPV6, octets)));
  }

  @Test
  @DisplayName("neighbor discovery and redirects are for every shard, other groups for the first")
  void neighbors() {
    var asked = Stranger.asking(ip6(1)).toIcmp();
    assertEquals(Dealing.EVERY, of(icmp6(ip6(9), ip6(1).solicitedNode(), 255, asked)));
    assertEquals(Dealing.EVERY, of(icmp6(ip6(9), ip6(1), 255, asked)));
    assertEquals(Dealing.EVERY, of(v4(9, 1, IpProtocol.ICMP, Slice.hex("0501000000000000"))));
    var echo = new Icmpv6Message.EchoRequest(1, 1, Slice.EMPTY);
    assertEquals(0, of(icmp6(ip6(9), Ipv6Address.ALL_NODES, 64, echo)));
    var toAll =
        frame(
            9,
            MacAddress.BROADCAST,
            Vlan.UNTAGGED,
            EtherType.IPV4,
            v4(9, 255, IpProtocol.ICMP, new EchoRequest(1, 1, Slice.EMPTY)));
    assertEquals(0, dealing.shardFor(toAll));
    assertEquals(0, of(v4(9, 1, UDP, ports(67, 68))));
    assertEquals(0, of(v6(9, 1, UDP, ports(547, 546))));
    var other = frame(9, mac(1), Vlan.UNTAGGED, EtherType.EXPERIMENTAL_1, Slice.of(1));
    assertEquals(0, dealing.shardFor(other));
  }

  @Test
  @DisplayName("options in front do not hide the ports")
  void options() {
    var hopByHop = Writer.allocate(40).i64(0x0600_0104_0000_0000L).put(ports(1234, 80)).written();
    assertEquals(of(v6(9, 1, TCP, ports(1234, 80))), of(v6(9, 1, IpProtocol.HOP_BY_HOP, hopByHop)));
  }

  @Test
  @DisplayName("whatever comes, however short: one of the shards, or all")
  void hostile() {
    var random = new SplittableRandom(3);
    var samples =
        List.of(
            ipFrame(9, 1, v4(9, 1, TCP, ports(1, 2))),
            ipFrame(
                9,
                1,
                v4(
                    9,
                    1,
                    IpProtocol.ICMP,
                    new Failure(3, 4, 0, v4(1, 9, TCP, ports(1, 2)).toSlice()))),
            frame6(
                9,
                1,
                v6(
                    9,
                    1,
                    IpProtocol.HOP_BY_HOP,
                    Slice.hex("3c00010400000000 2c00010400000000 11000001 00000063"))),
            frame6(9, 1, v6(9, 1, IpProtocol.ICMPV6, Slice.hex("0200000000000500"))));
    for (var sample : samples) {
      for (int length = 0; length <= sample.length(); length++) {
        @Var var bytes = sample.first(length).toBytes();
        for (int i = 0; i < 300; i++) {
          int shard = dealing.shardFor(Slice.owning(bytes));
          assertTrue(shard >= Dealing.EVERY && shard < SHARDS);
          bytes = bytes.clone();
          if (length > 12) {
            bytes[12 + random.nextInt(length - 12)] = (byte) random.nextInt();
          }
        }
      }
    }
  }

  @Test
  @DisplayName("flows spread evenly: chi-square over 100,000 of each family, for 2 to 64 shards")
  void even() {
    for (int shards : new int[] {2, 3, 4, 8, 64}) {
      for (boolean six : new boolean[] {false, true}) {
        var hash = new FlowHash(new Secret(5, shards), shards);
        var counts = new int[shards];
        int flows = 100_000;
        for (int i = 0; i < flows; i++) {
          int host = 2 + i % 50;
          int port = 1024 + i / 50;
          counts[
              six
                  ? hash.v6(ip6(1), 80, ip6(host), port)
                  : hash.v4(ip(1).bits(), 80, ip(host).bits(), port)]++;
        }
        double expected = (double) flows / shards;
        @Var double sum = 0;
        for (int count : counts) {
          sum += (count - expected) * (count - expected) / expected;
        }
        int free = shards - 1;
        double bound = free + 4 * Math.sqrt(2.0 * free) + 8; // beyond the 99.9th percentile
        assertTrue(sum < bound, "chi-square " + sum + " for " + shards + " shards");
      }
    }
  }
}
