package dev.etherloom.logic.mld;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.GroupRecord;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.mld.Mld.Change;
import dev.etherloom.logic.mld.MldMessage.Report;
import dev.etherloom.logic.mld.MldMessage.ReportV2;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.Vlan;
import io.vavr.Tuple2;
import io.vavr.collection.List;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * What the host says about groups. It listens to all sources of each: its filter mode is EXCLUDE,
 * without sources.
 *
 * @param from with which it speaks; unspecified as long as it has no address (RFC 3590 §4)
 */
record Reports(Vlan vlan, Ipv6Address from) {
  private static final Ipv6Address ROUTERS_V2 = Ipv6Address.of("ff02::16");

  /** Router alert, and padding (RFC 3810 §5). */
  private static final Slice ROUTER_ALERT = Slice.of(5, 2, 0, 0, 1, 0);

  /** Octets for records in a report that every link takes: 1,280 less all headers. */
  private static final int ROOM = 1_280 - 40 - 8 - 8;

  /** A change of what the host listens to (RFC 3810 §5.2.12). */
  static GroupRecord<Ipv6Address> record(Ipv6Address group, Change change) {
    return new GroupRecord<>(
        change.joined() ? GroupRecord.CHANGE_TO_EXCLUDE : GroupRecord.CHANGE_TO_INCLUDE,
        group,
        Vector.empty());
  }

  /** All sources of a group are listened to. */
  static GroupRecord<Ipv6Address> record(Ipv6Address group) {
    return new GroupRecord<>(GroupRecord.MODE_IS_EXCLUDE, group, Vector.empty());
  }

  /** Of the sources asked for, those that are listened to: all of them (RFC 3810 §6.2). */
  static GroupRecord<Ipv6Address> record(Ipv6Address group, Set<Ipv6Address> sources) {
    return sources.isEmpty()
        ? record(group)
        : new GroupRecord<>(GroupRecord.MODE_IS_INCLUDE, group, sources.toVector());
  }

  /** Reports with these records, each short enough for every link (RFC 3810 §5.2.15). */
  List<IpEffect> version2(Vector<GroupRecord<Ipv6Address>> records) {
    @Var List<IpEffect> reports = List.empty();
    @Var Vector<GroupRecord<Ipv6Address>> some = Vector.empty();
    @Var int length = 0;
    for (var record : records) {
      if (length + record.length() > ROOM) {
        reports = reports.prepend(send(ROUTERS_V2, new ReportV2(0, some)));
        some = Vector.empty();
        length = 0;
      }
      some = some.append(record);
      length += record.length();
    }
    return some.isEmpty()
        ? reports.reverse()
        : reports.prepend(send(ROUTERS_V2, new ReportV2(0, some))).reverse();
  }

  /** Changes and answers as version 1 has them (RFC 2710 §4). */
  List<IpEffect> version1(
      Iterable<Tuple2<Ipv6Address, Change>> changes, Set<Ipv6Address> answered) {
    var told =
        List.ofAll(changes)
            .map(
                it ->
                    it._2.joined()
                        ? send(it._1, new Report(0, it._1))
                        : send(Ipv6Address.ALL_ROUTERS, new MldMessage.Done(0, it._1)));
    return told.appendAll(answered.toVector().map(it -> send(it, new Report(0, it))));
  }

  private IpEffect send(Ipv6Address to, MldMessage message) {
    return new IpEffect.Send(
        vlan,
        from,
        to,
        IpProtocol.ICMPV6,
        message.toIcmp().over(Ipv6Packet.pseudoHeader(from, to, IpProtocol.ICMPV6)),
        1,
        0,
        true,
        ROUTER_ALERT);
  }
}
