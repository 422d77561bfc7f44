package dev.etherloom.logic.stack;

import static dev.etherloom.logic.testkit.Stacks.both;
import static dev.etherloom.logic.testkit.Stacks.icmp6;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.local;
import static dev.etherloom.logic.testkit.Stacks.packet6;
import static dev.etherloom.logic.testkit.Stranger.behind;
import static dev.etherloom.logic.testkit.Stranger.echo;
import static dev.etherloom.logic.testkit.Stranger.halves;
import static dev.etherloom.logic.testkit.Stranger.icmp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.ExtensionChain;
import dev.etherloom.logic.ip.ExtensionHeader;
import dev.etherloom.logic.ip.ExtensionHeader.DestinationOptions;
import dev.etherloom.logic.ip.ExtensionHeader.FragmentHeader;
import dev.etherloom.logic.ip.ExtensionHeader.HopByHop;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Option;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.ndp.NeighborSolicitation;
import dev.etherloom.logic.ndp.RouterAdvertisement;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.Stranger;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of everything an IPv6 host takes, and what it says about the rest. */
class Ipv6LimitsTest {
  private static final IpProtocol ICMP = IpProtocol.ICMPV6;
  private static final Ipv6Header HEADER = new Ipv6Header(0, 0, 0, ICMP, 64, ip6(9), ip6(1));
  private final Stranger stranger = new Stranger(Stacks.of(both(1, false)));

  /** Options that need not be known, of so many octets in all. */
  private static Vector<Ipv6Option> ignorable(int octets) {
    var full = new Ipv6Option.Unknown(0x1e, Writer.allocate(253).zeros(253).written());
    var rest = new Ipv6Option.Unknown(0x1e, Writer.allocate(255).zeros(255).written());
    int last = octets - 7 * full.length() - 2;
    return Vector.<Ipv6Option>fill(7, () -> full)
        .append(new Ipv6Option.Unknown(0x1e, rest.content().first(last)));
  }

  private static ExtensionHeader options(boolean hopByHop, Vector<Ipv6Option> options) {
    return hopByHop ? new HopByHop(ICMP, options) : new DestinationOptions(ICMP, options);
  }

  @ParameterizedTest(name = "hop-by-hop: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName(
      "8504-5.3-5: a header full of options, 2,048 octets, is read where the link takes it")
  void longOptions(boolean hopByHop) {
    var extension = options(hopByHop, ignorable(2_038));
    assertEquals(2_048, extension.length() + 8 & ~7);
    stranger.say(behind(HEADER, extension, ICMP, echo(ip6(1), Slice.of(1))));
    assertTrue(icmp(stranger.answers().single()) instanceof Icmpv6Message.EchoReply);
  }

  @Test
  @DisplayName("8504-5.3-5: 2,046 options in one header cost no more than their octets")
  void manyOptions() {
    var pads = Vector.<Ipv6Option>fill(2_046, Ipv6Option.Pad1::new);
    stranger.say(behind(HEADER, options(false, pads), ICMP, echo(ip6(1), Slice.of(1))));
    assertEquals(1, stranger.answers().length());
  }

  @Test
  @DisplayName("8504-5.2-7: options too long for the first fragment: code 3, whatever follows")
  void optionsAcrossFragments() {
    var extension = options(false, ignorable(1_800));
    var whole = behind(HEADER, extension, ICMP, echo(ip6(1), Slice.of(1)));
    var octets = Writer.allocate(2_000).put(extension).put(whole.payload()).written();
    var carried = packet6(ip6(9), ip6(1), IpProtocol.DESTINATION_OPTIONS, 64, octets);
    halves(carried, 1_400, 5).forEach(stranger::say);
    var problem = (Icmpv6Message.ParameterProblem) icmp(stranger.answers().single());
    assertEquals(3, problem.code());
    assertEquals(0, problem.pointer());
  }

  @Test
  @DisplayName("8200-4.1: hop-by-hop options inside of a fragmented packet are misplaced: code 1")
  void hopByHopInFragments() {
    var extension = options(true, ignorable(2_038));
    var octets = Writer.allocate(3_000).put(extension).put(echo(ip6(1), Slice.of(1))).written();
    halves(packet6(ip6(9), ip6(1), IpProtocol.HOP_BY_HOP, 64, octets), 1_400, 5)
        .forEach(stranger::say);
    var problem = (Icmpv6Message.ParameterProblem) icmp(stranger.answers().single());
    assertEquals(1, problem.code());
    assertEquals(40, problem.pointer());
  }

  @Test
  @DisplayName("8504-5.3-6: at most 16 extension headers, one more is told (8883)")
  void manyHeaders() {
    stranger.say(headers(ExtensionChain.MOST));
    assertEquals(1, stranger.answers().length());
    stranger.say(headers(ExtensionChain.MOST + 1));
    var problem = (Icmpv6Message.ParameterProblem) icmp(stranger.answers().single());
    assertEquals(8, problem.code());
    assertEquals(40 + 8 * ExtensionChain.MOST, problem.pointer());
  }

  private static Ipv6Packet headers(int count) {
    var next = IpProtocol.DESTINATION_OPTIONS;
    var out = Writer.allocate(count * 8 + 100);
    for (int i = 0; i < count; i++) {
      out.put(new DestinationOptions(i < count - 1 ? next : ICMP, Vector.empty()));
    }
    return packet6(ip6(9), ip6(1), next, 64, out.put(echo(ip6(1), Slice.of(1))).written());
  }

  @Test
  @DisplayName("8504-5.8-2: errors are limited in rate, and what is held back is counted")
  void errorsAreLimited() {
    for (int i = 0; i < 500; i++) {
      stranger.say(packet6(ip6(9), ip6(1), new IpProtocol(250), 64, Slice.EMPTY));
    }
    int sent = stranger.answers().length();
    assertTrue(sent >= 50 && sent <= 70, "sent " + sent);
    assertEquals(500 - sent, stranger.hub.drops("icmp: error beyond the rate limit"));
  }

  @Test
  @DisplayName("8504-5.4-11: neighbor discovery in fragments is ignored, in a single one too")
  void discoveryInFragments() {
    var asked = icmp6(ip6(9), ip6(1), 255, Stranger.asking(ip6(1)).toIcmp());
    halves(asked, 16, 1).forEach(stranger::say);
    var alone = new FragmentHeader(ICMP, 0, false, 2);
    stranger.say(behind(asked.header(), alone, ICMP, asked.payload()));
    var router = new RouterAdvertisement(1, 0, 1800, 0, 0, Vector.empty()).toIcmp();
    halves(icmp6(local(9), Ipv6Address.ALL_NODES, 255, router), 8, 3).forEach(stranger::say);
    assertEquals(0, stranger.answers().length());
    assertEquals(3, stranger.hub.drops("ndp: message that came in fragments"));
    stranger.say(asked);
    assertEquals(1, stranger.answers().length());
  }

  @Test
  @DisplayName("8504-5.4-10: whatever neighbor discovery sends is whole")
  void discoveryIsWhole() {
    stranger.hub.run(Duration.ofMinutes(1));
    stranger.ping();
    for (var packet : stranger.answers(Duration.ofSeconds(10))) {
      assertTrue(packet.chain().fragment().isEmpty());
    }
  }

  @Test
  @DisplayName("8504-4-1: EtherType 0x86dd; a group's frames go to 33:33 and its last four octets")
  void ethernet() {
    var far = local(0x99_1234);
    stranger.say(
        packet6(
            far,
            ip6(1),
            ICMP,
            64,
            new Icmpv6Message.EchoRequest(1, 2, Slice.EMPTY)
                .over(Ipv6Packet.pseudoHeader(far, ip6(1), ICMP))));
    var asking = stranger.frames(Duration.ofMillis(10)).head();
    assertEquals(0x3333_ff99_1234L, asking.header().destination().bits());
    assertEquals(0x86dd, asking.header().etherType().value());
    var question = Ipv6Header.decode(asking.payload()).get();
    assertEquals(NeighborSolicitation.TYPE, icmp(question).type());
  }
}
