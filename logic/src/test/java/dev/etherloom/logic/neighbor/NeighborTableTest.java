package dev.etherloom.logic.neighbor;

import static dev.etherloom.logic.testkit.Stacks.ip;
import static dev.etherloom.logic.testkit.Stacks.mac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.neighbor.NeighborEffect.Discard;
import dev.etherloom.logic.neighbor.NeighborEffect.Question;
import dev.etherloom.logic.neighbor.NeighborEffect.Ready;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Sighting;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NeighborTableTest {
  private static final Vlan LINK = Vlan.UNTAGGED;
  private NeighborTable<String> table = NeighborTable.empty();
  private MonotonicTime now = new MonotonicTime(0);

  @CanIgnoreReturnValue
  private List<NeighborEffect<String>> took(
      Step<NeighborTable<String>, NeighborEffect<String>> step) {
    table = step.state();
    return step.effects();
  }

  @CanIgnoreReturnValue
  private List<NeighborEffect<String>> send(int to, String packet) {
    return took(table.send(LINK, ip(to), packet, now));
  }

  @CanIgnoreReturnValue
  private List<NeighborEffect<String>> learn(int who, boolean create) {
    return took(table.learn(LINK, ip(who), mac(who), create, now));
  }

  @CanIgnoreReturnValue
  private List<NeighborEffect<String>> after(Duration span) {
    now = now.plus(span);
    return took(table.wake(now));
  }

  @Test
  void asksParksAndSends() {
    assertEquals(List.of(new Question<String>(LINK, ip(1), Option.none())), send(1, "one"));
    assertEquals(List.empty(), send(1, "two"));
    assertEquals(
        List.of(new Ready<>("one", LINK, mac(1)), new Ready<>("two", LINK, mac(1))),
        learn(1, false));
    assertEquals(Option.some(mac(1)), table.ready(LINK, ip(1), now));
  }

  @Test
  @DisplayName("1122-2.5-004 MUST prevent ARP floods: one question a second, three in all")
  void asksAgainAndGivesUp() {
    send(1, "one");
    assertEquals(List.empty(), after(Duration.ofMillis(999)));
    assertEquals(1, after(Duration.ofMillis(1)).size());
    assertEquals(1, after(Duration.ofSeconds(1)).size());
    assertEquals(
        List.of(
            new Discard<>("one", NeighborDrop.NO_ANSWER), new NeighborEffect.Silent<String>(ip(1))),
        after(Duration.ofSeconds(1)));
    assertEquals(0, table.size());
    assertEquals(List.empty(), after(Duration.ofSeconds(100)));
    assertEquals(Option.none(), table.nextDeadline());
  }

  @Test
  @DisplayName("1122-2.5-003 MUST flush out-of-date entries: an old one is checked when used")
  void checksWhatIsOld() {
    learn(1, true);
    assertEquals(List.of(new Ready<>("one", LINK, mac(1))), send(1, "one"));
    now = now.plus(NeighborTable.TRUST);
    assertEquals(Option.none(), table.ready(LINK, ip(1), now));
    assertEquals(
        List.of(
            new Ready<>("two", LINK, mac(1)),
            new Question<String>(LINK, ip(1), Option.some(mac(1)))),
        send(1, "two"));
    for (int i = 1; i < NeighborTable.MAX_QUESTIONS; i++) {
      assertEquals(
          List.of(new Question<String>(LINK, ip(1), Option.some(mac(1)))),
          after(NeighborTable.RETRY));
    }
    after(NeighborTable.RETRY);
    assertEquals(0, table.size());
  }

  @Test
  void anAnswerRenewsTrust() {
    learn(1, true);
    send(1, "one");
    now = now.plus(NeighborTable.TRUST);
    send(1, "two");
    learn(1, false);
    assertEquals(Option.some(mac(1)), table.ready(LINK, ip(1), now));
    assertEquals(List.empty(), after(Duration.ofSeconds(10)));
  }

  @Test
  void onlyWhoTalksToUsIsCreated() {
    learn(1, false);
    assertEquals(0, table.size());
    learn(1, true);
    assertEquals(1, table.size());
  }

  @Test
  void theQueueIsBounded() {
    for (int i = 0; i < NeighborTable.MAX_PARKED; i++) {
      send(1, "packet" + i);
    }
    assertEquals(List.of(new Discard<>("packet0", NeighborDrop.QUEUE_FULL)), send(1, "one more"));
  }

  @Test
  @DisplayName("links are apart: the same address may stand on two VLANs")
  void linksAreApart() {
    learn(1, true);
    var other = table.learn(Vlan.of(7), ip(1), mac(2), true, now).state();
    assertEquals(2, other.size());
  }

  @Test
  @DisplayName("a million strangers push out neither each other's bound nor whom we talk with")
  void standsAgainstAFlood() {
    learn(1, true);
    send(1, "one");
    for (int i = 0; i < 1_000_000; i++) {
      var stranger = new Ipv4Address(0x0b00_0000 + i);
      table = table.learn(LINK, stranger, mac(9), true, now).state();
    }
    assertEquals(NeighborTable.MAX_NEIGHBORS, table.size());
    assertEquals(Option.some(mac(1)), table.ready(LINK, ip(1), now));
  }

  @Test
  @DisplayName("among many that are asked for, the oldest question gives way after 20 ms")
  void questionsGiveWay() {
    for (int i = 0; i < NeighborTable.MAX_ASKED; i++) {
      took(table.send(LINK, new Ipv4Address(0x0b00_0000 + i), "forged", now));
    }
    now = now.plus(Duration.ofMillis(19));
    assertEquals(
        List.of(new Discard<>("early", NeighborDrop.TOO_MANY_QUESTIONS)), send(1, "early"));
    now = now.plus(Duration.ofMillis(1));
    assertEquals(
        List.of(
            new Discard<>("forged", NeighborDrop.EVICTED),
            new Question<String>(LINK, ip(1), Option.none())),
        send(1, "late"));
    assertEquals(NeighborTable.MAX_ASKED, table.size());
    assertEquals(List.of(new Ready<>("late", LINK, mac(1))), learn(1, false));
  }

  @Test
  @DisplayName("where half of the room is taken, a neighbor is asked as soon as it is used")
  void provesItselfInACrowd() {
    mention(1);
    sendSix();
    assertEquals(Option.some(mac(1)), ready());
    for (long i = 2; i < NeighborTable.MAX_NEIGHBORS; i++) {
      var stranger = new Ipv6Address(SIX.high(), i);
      took(table.learn(LINK, stranger, Sighting.mention(mac(9)), now));
      took(table.send(LINK, stranger, "answer", now));
    }
    assertEquals(Option.none(), ready());
    assertEquals(
        List.of(
            new Ready<>("six", LINK, mac(1)), new Question<String>(LINK, SIX, Option.some(mac(1)))),
        sendSix());
    hear(Option.none(), true, false);
    for (long i = 2_000; i < 10_000; i++) {
      var stranger = new Ipv6Address(SIX.high(), i);
      took(table.learn(LINK, stranger, Sighting.mention(mac(9)), now));
      took(table.send(LINK, stranger, "answer", now));
    }
    assertEquals(Option.some(mac(1)), ready());
  }

  @Test
  void askingIsBoundedToo() {
    for (int i = 0; i < 10_000; i++) {
      took(table.send(LINK, new Ipv4Address(0x0b00_0000 + i), "x", now));
    }
    assertEquals(NeighborTable.MAX_ASKED, table.size());
    after(Duration.ofSeconds(1));
    after(Duration.ofSeconds(1));
    assertEquals(2 * NeighborTable.MAX_ASKED, after(Duration.ofSeconds(1)).size()); // told, too
    assertTrue(table.size() == 0);
  }

  @Test
  void whatIsFixedStays() {
    table = table.fix(LINK, ip(1), mac(1));
    took(table.learn(LINK, ip(1), mac(2), true, now));
    now = now.plus(Duration.ofDays(1));
    assertEquals(Option.some(mac(1)), table.ready(LINK, ip(1), now));
  }

  private static final Ipv6Address SIX = Ipv6Address.of("fd00::1");

  @CanIgnoreReturnValue
  private List<NeighborEffect<String>> hear(
      Option<MacAddress> mac, boolean solicited, boolean overrides) {
    return took(table.learn(LINK, SIX, new Sighting(mac, false, solicited, overrides), now));
  }

  @CanIgnoreReturnValue
  private List<NeighborEffect<String>> mention(int who) {
    return took(table.learn(LINK, SIX, Sighting.mention(mac(who)), now));
  }

  @CanIgnoreReturnValue
  private List<NeighborEffect<String>> sendSix() {
    return took(table.send(LINK, SIX, "six", now));
  }

  private Option<MacAddress> ready() {
    return table.ready(LINK, SIX, now);
  }

  private Neighbor<String> state() {
    return table.ledger().entries().values().head().neighbor();
  }

  @Test
  @DisplayName(
      "8504-5.4-1, 8504-5.4-4, 8504-5.4-5: 4861-7.3.3 reachable, stale, delay, probe, gone; asked unicast after 5 s")
  void unreachability() {
    sendSix();
    assertEquals(List.of(new Ready<>("six", LINK, mac(1))), hear(Option.some(mac(1)), true, true));
    assertEquals(Option.some(mac(1)), ready());
    now = now.plus(Duration.ofSeconds(30));
    assertEquals(Option.none(), ready());
    assertEquals(List.of(new Ready<>("six", LINK, mac(1))), sendSix());
    assertTrue(state() instanceof Neighbor.Delay<String>);
    assertEquals(Option.some(mac(1)), ready());
    var question = List.of(new Question<String>(LINK, SIX, Option.some(mac(1))));
    assertEquals(question, after(Duration.ofSeconds(5)));
    assertEquals(question, after(Duration.ofSeconds(1)));
    assertEquals(question, after(Duration.ofSeconds(1)));
    assertEquals(List.of(new NeighborEffect.Silent<String>(SIX)), after(Duration.ofSeconds(1)));
    assertEquals(0, table.size());
  }

  @Test
  @DisplayName("4861-7.3.3 an answer in time ends the delay, by unicast or by what was heard")
  void confirmed() {
    mention(1);
    sendSix();
    hear(Option.none(), true, false);
    assertTrue(state() instanceof Neighbor.Reachable<String>);
    assertEquals(List.empty(), after(Duration.ofSeconds(10)));
    assertEquals(Option.some(mac(1)), ready());
  }

  @Test
  @DisplayName("4861-7.2.5 an advertisement of another address: only with override, then stale")
  void overrides() {
    assertEquals(List.empty(), hear(Option.some(mac(1)), true, true));
    assertEquals(0, table.size(), "an advertisement makes nobody known");
    mention(1);
    sendSix();
    hear(Option.some(mac(1)), true, true);
    hear(Option.some(mac(2)), true, false);
    assertEquals(new Neighbor.Stale<String>(mac(1)), state());
    hear(Option.some(mac(2)), false, false);
    assertEquals(new Neighbor.Stale<String>(mac(1)), state());
    hear(Option.some(mac(2)), false, true);
    assertEquals(new Neighbor.Stale<String>(mac(2)), state());
    hear(Option.some(mac(3)), true, true);
    assertTrue(state() instanceof Neighbor.Reachable<String>(var mac, _) && mac.equals(mac(3)));
    mention(4);
    assertEquals(new Neighbor.Stale<String>(mac(4)), state());
  }

  @Test
  @DisplayName("4861-7.2.3 a million addresses that speak take the room of none that is spoken to")
  void floodOfMentions() {
    mention(1);
    sendSix();
    hear(Option.none(), true, false);
    for (long i = 2; i < 1_000_000; i++) {
      var stranger = new Ipv6Address(SIX.high(), i);
      table = table.learn(LINK, stranger, Sighting.mention(mac(9)), now).state();
    }
    assertEquals(NeighborTable.MAX_NEIGHBORS, table.size());
    assertEquals(Option.some(mac(1)), ready());
  }
}
