package dev.etherloom.logic.message;

import static dev.etherloom.logic.testkit.Stacks.host;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.StackStep;
import dev.etherloom.logic.stack.State;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.VirtualSwitch;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final EtherType TYPE = EtherType.EXPERIMENTAL_1;
  private final VirtualSwitch hub = new VirtualSwitch();

  private static Courier courier(MacAddress to, Slice content) {
    return Courier.of(
        Plan.of(TYPE, mac(2), to, Vlan.UNTAGGED, Envelope.Kind.FILE, "a.bin", 99, content, 1500));
  }

  private static Slice noise(SplittableRandom random, int size) {
    var octets = new byte[size];
    random.nextBytes(octets);
    return Slice.owning(octets);
  }

  private <T> List<T> notices(Class<T> type) {
    return hub.notices().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  @DisplayName("decode(emit(x)) = x, padding cut")
  void law() {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 5_000; i++) {
      int parts = 1 + random.nextInt(1000);
      var about =
          new Envelope.About(
              Envelope.Kind.values()[random.nextInt(3)],
              "n".repeat(random.nextInt(255)),
              random.nextLong(),
              parts,
              random.nextInt(1 << 26),
              random.nextInt());
      var envelope =
          new Envelope(
              about,
              random.nextInt(parts),
              random.nextBoolean(),
              random.nextLong(),
              noise(random, random.nextInt(1200)));
      var out = Writer.allocate(envelope.length() + 46).put(envelope).zeros(random.nextInt(46));
      assertEquals(envelope, Envelope.decode(out.written()).get());
    }
  }

  @Test
  void aTextArrivesAtOnceBetweenIterations() {
    hub.plug(host(1, Mailbox.of(TYPE, Option.some(Duration.ofMillis(500)))));
    hub.run(Duration.ofMillis(1_200));
    assertEquals(3, notices(MessageNotice.Worked.class).size());
    hub.plug(host(2, courier(mac(1), Slice.utf8("hello"))));
    hub.run(Duration.ofMillis(10));
    var received = notices(MessageNotice.Received.class).getFirst();
    assertEquals("hello", received.content().text());
    assertEquals(mac(2), received.from());
    assertEquals(3, notices(MessageNotice.Worked.class).size());
    var delivered = notices(MessageNotice.Delivered.class).getFirst();
    assertEquals(Duration.ofNanos(200_000), delivered.elapsed());
  }

  private static Slice frame(Step<State, Effect> step) {
    return step.effects()
        .filter(Effect.Transmit.class::isInstance)
        .map(effect -> ((Effect.Transmit) effect).toSlice())
        .find(octets -> EthernetFrame.decode(octets).get().header().etherType().equals(TYPE))
        .get();
  }

  private static String told(Step<State, Effect> step) {
    return step.effects()
        .filter(Effect.Told.class::isInstance)
        .map(effect -> ((Effect.Told) effect).notice().toString())
        .mkString("; ");
  }

  @Test
  @DisplayName("both sides tell how long a frame took from the socket to its handler")
  void frameToHandler() {
    var taken = MonotonicTime.ZERO.plus(Duration.ofMillis(1));
    var handled = taken.plus(Duration.ofNanos(12_340));
    var sent =
        StackStep.step(
            host(2, courier(mac(1), Slice.utf8("hello"))), new Input.Wake(), MonotonicTime.ZERO);
    var received =
        StackStep.step(
            host(1, Mailbox.of(TYPE, Option.none())),
            new Input.Received(frame(sent), taken),
            handled);
    assertTrue(told(received).endsWith(", 12.3 us from frame to handler"), told(received));
    var delivered =
        StackStep.step(sent.state(), new Input.Received(frame(received), handled), handled);
    assertEquals(
        "acknowledged by 02:00:00:00:00:01 after 1.012 ms (frame to handler 12.3 us): "
            + "5 octets in 1 part, 0 repeated",
        told(delivered));
  }

  @Test
  @DisplayName("whole and once, at 20 % loss both ways, whatever the seed")
  void arrivesOverALossyLink() {
    for (int seed = 0; seed < 100; seed++) {
      var random = new SplittableRandom(seed);
      var content = noise(random, random.nextInt(200_000));
      var net = new VirtualSwitch();
      net.losing(_ -> random.nextInt(5) == 0);
      net.plug(host(1, Mailbox.of(TYPE, Option.none())));
      net.plug(host(2, courier(mac(1), content)));
      net.run(Duration.ofMinutes(5));
      var received =
          net.notices().stream()
              .filter(MessageNotice.Received.class::isInstance)
              .map(MessageNotice.Received.class::cast)
              .toList();
      assertEquals(1, received.size(), "seed " + seed);
      assertEquals(content, received.getFirst().content(), "seed " + seed);
      assertTrue(
          net.notices().stream().anyMatch(MessageNotice.Delivered.class::isInstance),
          "seed " + seed);
    }
  }

  @Test
  @DisplayName("a broadcast reaches all, and all who acknowledged are named")
  void broadcast() {
    for (int i = 3; i < 6; i++) {
      hub.plug(host(i, Mailbox.of(TYPE, Option.none())));
    }
    hub.plug(host(2, courier(MacAddress.BROADCAST, Slice.utf8("x".repeat(5_000)))));
    hub.run(Duration.ofSeconds(5));
    assertEquals(3, notices(MessageNotice.Received.class).size());
    assertEquals(3, notices(MessageNotice.Delivered.class).getFirst().receivers().size());
  }

  @Test
  void nobodyThere() {
    hub.plug(host(2, courier(mac(1), Slice.utf8("x"))));
    hub.run(Duration.ofSeconds(30));
    assertEquals(1, notices(MessageNotice.NotDelivered.class).size());
  }

  @Test
  void anEmptyFileArrives() {
    hub.plug(host(1, Mailbox.of(TYPE, Option.none())));
    hub.plug(host(2, courier(mac(1), Slice.EMPTY)));
    hub.run(Duration.ofSeconds(1));
    assertEquals(0, notices(MessageNotice.Received.class).getFirst().content().length());
  }

  @Test
  @DisplayName("what claims to be huge takes no memory; open messages are bounded")
  void hoarding() {
    hub.plug(host(1, Mailbox.of(TYPE, Option.none())));
    for (int id = 0; id < 1_000; id++) {
      var about = new Envelope.About(Envelope.Kind.FILE, "", id, 50_000, Mailbox.MAX_MESSAGE, 1);
      var part = new Envelope(about, 7, false, 0, Slice.utf8("p"));
      hub.inject(-1, Stacks.frame(9, mac(1), Vlan.UNTAGGED, TYPE, part));
    }
    hub.run(Duration.ofMillis(10));
    assertEquals(1_000 - Mailbox.MAX_OPEN, hub.drops("message: pushed out by newer ones"));
    hub.run(Duration.ofSeconds(31));
    assertEquals(Mailbox.MAX_OPEN, hub.drops("message: no further part for 30 s"));
  }
}
