package dev.etherloom.logic.mld;

import static dev.etherloom.logic.testkit.Stacks.both;
import static dev.etherloom.logic.testkit.Stacks.ip6;
import static dev.etherloom.logic.testkit.Stacks.local;
import static dev.etherloom.logic.testkit.Stranger.behind;
import static dev.etherloom.logic.testkit.Stranger.icmp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.logic.ip.ExtensionHeader.HopByHop;
import dev.etherloom.logic.ip.GroupRecord;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.ip.Ipv6Option;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.mld.MldMessage.Query;
import dev.etherloom.logic.mld.MldMessage.QueryV2;
import dev.etherloom.logic.mld.MldMessage.ReportV2;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stacks;
import dev.etherloom.logic.testkit.Stranger;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Multicast listener discovery: routers ask, the host answers (RFC 3810 §6.2). */
class ListenersTest {
  private static final Ipv6Address GROUP = ip6(1).solicitedNode();
  private static final Ipv6Address ONE = Ipv6Address.of("2001:db8::1");
  private static final Ipv6Address TWO = Ipv6Address.of("2001:db8::2");
  private static final Duration SOON = Duration.ofSeconds(3);
  private final Stranger stranger = new Stranger(Stacks.of(both(1, false)));

  private void query(MldMessage query, Ipv6Address to) {
    var alert = new HopByHop(IpProtocol.ICMPV6, Vector.of(new Ipv6Option.RouterAlert(0)));
    var header = new Ipv6Header(0, 0, 0, IpProtocol.ICMPV6, 1, local(9), to);
    var pseudo = Ipv6Packet.pseudoHeader(local(9), to, IpProtocol.ICMPV6);
    stranger.say(behind(header, alert, IpProtocol.ICMPV6, query.toIcmp().over(pseudo)));
  }

  private void ask(Ipv6Address group, Ipv6Address... sources) {
    query(
        new QueryV2(1_000, 0, group, 2, 125, Vector.of(sources)),
        group.isUnspecified() ? Ipv6Address.ALL_NODES : group);
  }

  /** The reports that the host sent, each as its records. */
  private Vector<Vector<GroupRecord<Ipv6Address>>> reports() {
    return stranger
        .answers(ReportV2.TYPE, SOON)
        .map(packet -> ((ReportV2) MldMessage.decode(icmp(packet)).get()).records());
  }

  @Test
  @DisplayName("8504-5.11-2: asked for all groups, it tells those of all its addresses, once")
  void general() {
    ask(Ipv6Address.UNSPECIFIED);
    ask(Ipv6Address.UNSPECIFIED);
    var records = reports().single();
    assertEquals(2, records.length());
    assertTrue(records.forAll(it -> it.type() == GroupRecord.MODE_IS_EXCLUDE));
    assertTrue(records.exists(it -> it.group().equals(GROUP)));
    assertTrue(records.forAll(it -> it.sources().isEmpty()));
  }

  @Test
  @DisplayName("8504-5.11-4: asked for some sources of a group, it tells that it wants these")
  void sources() {
    ask(GROUP, ONE, TWO);
    var record = reports().single().single();
    assertEquals(GroupRecord.MODE_IS_INCLUDE, record.type());
    assertEquals(GROUP, record.group());
    assertEquals(Vector.of(ONE, TWO), record.sources().sorted());
  }

  @Test
  @DisplayName("8504-5.11-4: questions add up until the answer; one for the whole group covers all")
  void merged() {
    ask(GROUP, ONE);
    ask(GROUP, TWO);
    assertEquals(2, reports().single().single().sources().length());
    ask(GROUP, ONE);
    ask(GROUP);
    var record = reports().single().single();
    assertEquals(GroupRecord.MODE_IS_EXCLUDE, record.type());
    assertEquals(0, record.sources().length());
  }

  @Test
  @DisplayName("3810-6.2: no answer for a group that nobody here listens to")
  void others() {
    ask(Ipv6Address.of("ff02::1:ff99:9999"), ONE);
    ask(Ipv6Address.ALL_NODES);
    assertEquals(0, reports().length());
  }

  @Test
  @DisplayName("more sources than are remembered: the answer is for the whole group")
  void manySources() {
    for (int i = 0; i < 4; i++) {
      ask(
          GROUP,
          Vector.range(i * 20, i * 20 + 20).map(Stacks::ip6).toJavaArray(Ipv6Address[]::new));
    }
    assertEquals(GroupRecord.MODE_IS_EXCLUDE, reports().single().single().type());
  }

  @Test
  @DisplayName("3810-5.2.15: more groups than fit are told in several reports")
  void manyGroups() {
    var config = both(1, false);
    var addresses = Vector.range(1, 201).map(i -> new InterfaceAddress(ip6(i), 64));
    var host = new Stranger(Stacks.of(Stacks.withAddresses(config, addresses)));
    host.hub.run(SOON);
    var _ = host.answers();
    var alert = new HopByHop(IpProtocol.ICMPV6, Vector.of(new Ipv6Option.RouterAlert(0)));
    var all = Ipv6Address.ALL_NODES;
    var query = new QueryV2(1_000, 0, Ipv6Address.UNSPECIFIED, 2, 125, Vector.empty());
    var pseudo = Ipv6Packet.pseudoHeader(local(9), all, IpProtocol.ICMPV6);
    host.say(
        behind(
            new Ipv6Header(0, 0, 0, IpProtocol.ICMPV6, 1, local(9), all),
            alert,
            IpProtocol.ICMPV6,
            query.toIcmp().over(pseudo)));
    var reports = host.answers(ReportV2.TYPE, SOON);
    assertTrue(reports.length() > 1);
    assertTrue(reports.forAll(it -> it.length() <= 1_280));
    assertEquals(
        201,
        reports
            .flatMap(it -> ((ReportV2) MldMessage.decode(icmp(it)).get()).records())
            .map(GroupRecord::group)
            .distinct()
            .length());
  }

  @Test
  @DisplayName("8504-5.11-3: version 1 for 260 s after a router that speaks it; no longer")
  void version1() {
    query(new Query(1_000, 0, Ipv6Address.UNSPECIFIED), Ipv6Address.ALL_NODES);
    assertEquals(2, stranger.answers(MldMessage.Report.TYPE, SOON).length());
    ask(GROUP, ONE);
    assertEquals(1, stranger.answers(MldMessage.Report.TYPE, SOON).length());
    stranger.hub.run(Duration.ofSeconds(260));
    ask(GROUP);
    assertEquals(1, reports().length());
    assertEquals(Vlan.UNTAGGED, stranger.host().config().vlan());
  }
}
