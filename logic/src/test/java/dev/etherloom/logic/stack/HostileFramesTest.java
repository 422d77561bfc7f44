package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.frame;
import static dev.etherloom.logic.testkit.Stacks.host;
import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.ipFrame;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static dev.etherloom.logic.testkit.Stacks.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.icmp.IcmpMessage.EchoRequest;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.message.Envelope;
import dev.etherloom.logic.message.Mailbox;
import dev.etherloom.logic.message.Plan;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.udp.UdpDatagram;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A million frames of noise and of real frames with octets changed. */
class HostileFramesTest {
  private static final int FRAMES = 1_000_000;
  private static final long QUIET = 80_000_000_000L;

  private final SplittableRandom random = new SplittableRandom(4711);

  private static Slice[] seeds() {
    var udp = packet(ip(9), ip(1), IpProtocol.UDP, Fragment.WHOLE, Slice.EMPTY);
    var envelope =
        Plan.of(
            EtherType.EXPERIMENTAL_1,
            mac(9),
            mac(1),
            Vlan.UNTAGGED,
            Envelope.Kind.FILE,
            "name",
            1,
            Slice.utf8("content"),
            1500);
    return new Slice[] {
      frame(
          9,
          MacAddress.BROADCAST,
          Vlan.UNTAGGED,
          EtherType.ARP,
          ArpPacket.request(mac(9), ip(9), ip(1))),
      frame(9, mac(1), Vlan.of(7), EtherType.ARP, ArpPacket.request(mac(9), ip(9), ip(1))),
      ipFrame(
          9,
          1,
          packet(
              ip(9),
              ip(1),
              IpProtocol.ICMP,
              Fragment.WHOLE,
              new EchoRequest(1, 2, Slice.utf8("x".repeat(56))))),
      ipFrame(
          9,
          1,
          packet(
              ip(9),
              ip(1),
              IpProtocol.ICMP,
              new Fragment(false, false, true, 0),
              Slice.utf8("x".repeat(64)))),
      ipFrame(
          9,
          1,
          packet(
              ip(9),
              ip(1),
              IpProtocol.UDP,
              Fragment.WHOLE,
              new UdpDatagram(1, 2, udp.pseudoHeader(), Slice.utf8("abc")))),
      frame(
          9,
          mac(1),
          Vlan.UNTAGGED,
          EtherType.EXPERIMENTAL_1,
          new Envelope(envelope.about(), 0, false, 0, Slice.utf8("content"))),
    };
  }

  /** Noise, or a seed of which some octets were changed; sometimes its checksum mended. */
  private Slice next(Slice[] seeds) {
    if (random.nextInt(10) == 0) {
      var noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return Slice.owning(noise);
    }
    var octets = seeds[random.nextInt(seeds.length)].toBytes();
    for (int i = random.nextInt(4); i > 0; i--) {
      octets[random.nextInt(octets.length)] = (byte) random.nextInt();
    }
    int length = random.nextInt(8) == 0 ? random.nextInt(octets.length + 1) : octets.length;
    if (length > 34 && random.nextBoolean()) {
      mend(octets);
    }
    return Slice.owning(Arrays.copyOf(octets, length));
  }

  /** Makes the IPv4 header's checksum right, so that what is behind it is reached. */
  private static void mend(byte[] octets) {
    octets[24] = 0;
    octets[25] = 0;
    int header = Math.min((octets[14] & 0xf) * 4, octets.length - 14);
    int sum = InternetChecksum.of(Slice.copyOf(octets).slice(14, Math.max(header, 0))).value();
    octets[24] = (byte) (sum >> 8);
    octets[25] = (byte) sum;
  }

  @Test
  @DisplayName("no exception leaves the core, the heap stays flat, an honest host is answered")
  void survives() {
    var mailbox = Mailbox.of(EtherType.EXPERIMENTAL_1, Option.none());
    @Var State state = host(1, mailbox);
    var seeds = seeds();
    @Var long time = 0;
    @Var long early = 0;
    for (int i = 0; i < FRAMES; i++) {
      time += 10_000;
      var now = new MonotonicTime(time);
      state = StackStep.step(state, new Input.Received(next(seeds), now), now).state();
      if (state.nextDeadline().exists(now::reached)) {
        state = StackStep.step(state, new Input.Wake(), now).state();
      }
      if (i == FRAMES / 5) {
        early = usedHeap();
      }
    }
    long late = usedHeap();
    assertTrue(late - early < 32L << 20, "heap grew from " + early + " to " + late);
    state = afterwards(state, time);
    var now = new MonotonicTime(time + QUIET);
    var answer = StackStep.step(state, new Input.Received(seeds[0], now), now);
    assertEquals(
        1, answer.effects().count(effect -> effect instanceof Effect.Transmit), "ARP answered");
  }

  /** Some frames claimed the host's address: it was given up, and is back once it proved free. */
  private static State afterwards(State state, long time) {
    @Var var quiet = state;
    for (long later = 0; later <= QUIET; later += 100_000_000) {
      var now = new MonotonicTime(time + later);
      quiet = StackStep.step(quiet, new Input.Wake(), now).state();
    }
    return quiet;
  }

  private static long usedHeap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
