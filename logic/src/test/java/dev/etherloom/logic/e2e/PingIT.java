package dev.etherloom.logic.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's ping on one end of a veth pair, both halves on the other. */
@SuppressWarnings("NullAway.Init")
class PingIT {
  private static final String V4 = "10.77.0.2";
  private static final String V6 = "fd77::2";
  static Lab lab;
  static Namespace client;
  static Stack stack;

  @BeforeAll
  static void start() {
    lab = Lab.open();
    Lab.tool("ping", "iputils-ping");
    var other = lab.namespace();
    client = lab.client(other, "10.77.0.1/24", "fd77::1/64");
    stack = Stack.both(lab, other);
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  private static void answersAll(String options, String address) {
    var ping = Ping.run(lab, client, options, address);
    assertTrue(ping.whole(), ping.output());
  }

  static Stream<Arguments> sizes() {
    return Stream.of(0, 1, 17, 56, 1451, 1452, 1453, 1472, 1473, 2952, 8000, 20_000, 65_507)
        .flatMap(size -> Stream.of(V4, V6).map(address -> Arguments.of(size, address)));
  }

  @DisplayName("1122-3.2.2.6, 4443-4 echo: every size, in fragments where it exceeds the MTU")
  @ParameterizedTest(name = "{0} octets to {1}")
  @MethodSource("sizes")
  void sizes(int octets, String address) {
    answersAll("-c 5 -i 0.05 -s " + octets, address);
  }

  @DisplayName("RFC 792, 4443 the data received in the echo message is returned in the reply")
  @ParameterizedTest(name = "pattern {0}")
  @ValueSource(strings = {"00", "ff", "aa55", "0001", "ffff0000"})
  void patterns(String pattern) {
    answersAll("-c 5 -i 0.05 -s 1400 -p " + pattern, V4);
    answersAll("-c 5 -i 0.05 -s 1400 -p " + pattern, V6);
  }

  @Test
  @DisplayName("RFC 791 a full frame with don't-fragment set is answered")
  void dontFragment() {
    answersAll("-c 5 -i 0.05 -M do -s 1472", V4);
    answersAll("-c 5 -i 0.05 -M do -s 1452", V6);
  }

  @ParameterizedTest
  @ValueSource(strings = {V4, V6})
  void flood(String address) {
    var ping = Ping.run(lab, client, "-q -f -c 20000", address);
    assertTrue(ping.wholeFlood(), ping.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {V4, V6})
  void floodOfFragments(String address) {
    var ping = Ping.run(lab, client, "-q -f -c 1000 -s 4000", address);
    assertTrue(ping.wholeFlood(), ping.output());
  }

  @Test
  @DisplayName("RFC 791 record route: the reply carries the route back")
  void recordRoute() {
    var ping = Ping.run(lab, client, "-c 2 -i 0.2 -R", "10.77.0.2");
    assertTrue(ping.whole(), ping.output());
    assertTrue(ping.output().contains("RR:"), ping.output());
  }

  @Test
  @DisplayName("RFC 791 timestamp option: the reply carries it back")
  void timestampOption() {
    var ping = Ping.run(lab, client, "-c 2 -i 0.2 -T tsonly", "10.77.0.2");
    assertTrue(ping.whole(), ping.output());
    assertTrue(ping.output().contains("TS:"), ping.output());
  }

  @Test
  @DisplayName("an address that is not the stack's is not answered")
  void otherAddress() {
    assertEquals(0, Ping.run(lab, client, "-c 2 -i 0.2 -W 1", "10.77.0.3").received());
    assertEquals(0, Ping.run(lab, client, "-c 2 -i 0.2 -W 1", "fd77::3").received());
  }

  @Test
  @DisplayName("1122-3.2.2.6-003 an echo request to a broadcast address is not answered")
  void broadcast() {
    assertEquals(0, Ping.run(lab, client, "-b -c 2 -i 0.2 -W 1", "10.77.0.255").received());
  }

  @Test
  void severalSendersAtOnce() {
    var senders = new ArrayList<Running>();
    for (int i = 0; i < 6; i++) {
      var command =
          List.of("ping", "-n", "-q", "-f", "-c", "2000", "-s", "" + (i * 300), "10.77.0.2");
      senders.add(lab.start(client, "ping", command));
    }
    for (var sender : senders) {
      var _ = sender.exit();
      assertTrue(new Ping(sender.output(), 2000).wholeFlood(), sender.output());
    }
  }

  @Test
  void fping() {
    Lab.tool("fping", "fping");
    var command = "fping -q -c 200 -p 5 -t 5000 -b 1000 10.77.0.2".split(" ", -1);
    var ping =
        Ping.unlessAllStoodStill(
            () -> new Ping(lab.run(client, command).output(), 200),
            said -> said.output().contains("200/200/0%"));
    assertTrue(ping.output().contains("200/200/0%"), ping.output());
  }

  @Test
  @DisplayName("nothing that pings sent was dropped by the stack")
  void stillAlive() {
    assertTrue(stack.binder().alive() && stack.logic().alive());
    assertFalse(stack.logic().output().contains("Exception"), stack.logic().output());
    assertFalse(stack.binder().output().contains("Exception"), stack.binder().output());
  }
}
