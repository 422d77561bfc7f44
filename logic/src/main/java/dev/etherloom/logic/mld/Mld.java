package dev.etherloom.logic.mld;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.icmp.Icmpv6Listener;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.ExtensionHeader;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv6Option;
import dev.etherloom.logic.ip.Ipv6Packet;
import dev.etherloom.logic.mld.MldMessage.Query;
import dev.etherloom.logic.mld.MldMessage.QueryV2;
import dev.etherloom.logic.mld.MldMessage.Report;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * Says in which groups the host listens, when that changes and when it is asked: by version 2 (RFC
 * 3810 §6), and by version 1 for a while after a router that speaks only that (§8.2.1).
 *
 * <p>The groups are those of the host's own addresses, so their number is that of the addresses.
 *
 * @param self the link-local address with which it speaks; none as long as it has none
 * @param members the addresses on whose account it listens, by group
 * @param changes what is still to be said unasked
 * @param answers what is to be answered, and when; the unspecified address stands for all groups
 * @param oldUntil until when version 1 is spoken
 * @param count of messages sent, for chance
 */
public record Mld(
    Vlan vlan,
    Secret secret,
    Option<Ipv6Address> self,
    TreeMap<Ipv6Address, Set<InterfaceAddress>> members,
    TreeMap<Ipv6Address, Change> changes,
    TreeMap<Ipv6Address, MonotonicTime> answers,
    Option<MonotonicTime> oldUntil,
    long count)
    implements Icmpv6Listener {
  /** How often a change is told (RFC 3810 §9.1, §9.14). */
  private static final int ROBUSTNESS = 2;

  /** Between two tellings, at most (RFC 3810 §9.11). */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** RFC 3810 §9.12: two intervals of 125 s and 10 s for the answer. */
  private static final Duration OLD_QUERIER = Duration.ofSeconds(260);

  private static final Ipv6Address ROUTERS_V2 = Ipv6Address.of("ff02::16");

  /** Router alert, and padding (RFC 3810 §5). */
  private static final Slice ROUTER_ALERT = Slice.of(5, 2, 0, 0, 1, 0);

  /** A group that the host joined or left, to be told so many times. */
  public record Change(boolean joined, int times, MonotonicTime next) {}

  /** A host that listens to nothing yet. */
  public static Mld start(Vlan vlan, Secret secret) {
    return new Mld(
        vlan,
        secret,
        Option.none(),
        TreeMap.empty(),
        TreeMap.empty(),
        TreeMap.empty(),
        Option.none(),
        0);
  }

  private Mld with(
      TreeMap<Ipv6Address, Change> nextChanges, TreeMap<Ipv6Address, MonotonicTime> nextAnswers) {
    return new Mld(vlan, secret, self, members, nextChanges, nextAnswers, oldUntil, count + 1);
  }

  @Override
  public boolean hears(int type) {
    return MldMessage.isType(type);
  }

  @Override
  public Step<Icmpv6Listener, IpEffect> changed(IpEffect.Configure change, MonotonicTime now) {
    return Step.to(
        switch (change) {
          case IpEffect.Try(var address) -> listening(address, now);
          case IpEffect.Own(var address, _) -> listening(address, now).speaking(address);
          case IpEffect.Disown(var address) -> leaving(address, now);
          case IpEffect.Learn _,
              IpEffect.Prefer _,
              IpEffect.AddRoute _,
              IpEffect.RemoveRoute _,
              IpEffect.Narrow _,
              IpEffect.Redirect _,
              IpEffect.Avoid _,
              IpEffect.LinkMtu _,
              IpEffect.Timing _ ->
              this;
        });
  }

  private Mld speaking(InterfaceAddress address) {
    return address.address() instanceof Ipv6Address own && own.isLinkLocal()
        ? new Mld(
            vlan, secret, self.orElse(Option.some(own)), members, changes, answers, oldUntil, count)
        : this;
  }

  private Mld listening(InterfaceAddress address, MonotonicTime now) {
    if (!(address.address() instanceof Ipv6Address own)) {
      return this;
    }
    var group = own.solicitedNode();
    var who = members.getOrElse(group, HashSet.empty());
    var next = members.put(group, who.add(address));
    return who.isEmpty() ? with(next, group, true, now) : with(next);
  }

  private Mld leaving(InterfaceAddress address, MonotonicTime now) {
    if (!(address.address() instanceof Ipv6Address own)) {
      return this;
    }
    var group = own.solicitedNode();
    var who = members.getOrElse(group, HashSet.empty()).remove(address);
    var kept = self.filter(it -> !it.equals(own));
    var gone = new Mld(vlan, secret, kept, members, changes, answers, oldUntil, count);
    return who.isEmpty()
        ? gone.with(members.remove(group), group, false, now)
        : gone.with(members.put(group, who));
  }

  private Mld with(TreeMap<Ipv6Address, Set<InterfaceAddress>> next) {
    return new Mld(vlan, secret, self, next, changes, answers, oldUntil, count);
  }

  private Mld with(
      TreeMap<Ipv6Address, Set<InterfaceAddress>> next,
      Ipv6Address group,
      boolean joined,
      MonotonicTime now) {
    return with(next).with(changes.put(group, new Change(joined, ROBUSTNESS, now)), answers);
  }

  /** RFC 3810 §5.1.14, §6.2; RFC 2710 §4 for version 1. */
  @Override
  public Step<Icmpv6Listener, IpEffect> receive(
      Icmpv6Message message, Delivery delivery, MonotonicTime now) {
    var decoded = MldMessage.decode(message);
    if (decoded.isLeft()) {
      return Step.to(this, new IpEffect.Drop(decoded.getLeft()));
    }
    return switch (decoded.get()) {
      case Report report -> Step.to(with(changes, answers.remove(report.group())));
      case MldMessage.Done _, MldMessage.ReportV2 _ ->
          Step.to(this, new IpEffect.Drop(MldDrop.NOT_A_ROUTER));
      case Query _, QueryV2 _ when !isQuery(delivery) ->
          Step.to(this, new IpEffect.Drop(MldDrop.BAD_QUERY));
      case Query(var delay, _, var group) -> Step.to(old(now).asked(group, delay, now));
      case QueryV2 query -> Step.to(asked(query.group(), query.maxDelay(), now));
    };
  }

  private static boolean isQuery(Delivery delivery) {
    return delivery.packet() instanceof Ipv6Packet packet
        && packet.hopLimit() == 1
        && packet.source().isLinkLocal()
        && packet
            .chain()
            .headers()
            .exists(
                it ->
                    it.value() instanceof ExtensionHeader.HopByHop(_, var options)
                        && options.exists(Ipv6Option.RouterAlert.class::isInstance));
  }

  private Mld old(MonotonicTime now) {
    var until = Option.some(now.plus(OLD_QUERIER));
    return new Mld(vlan, secret, self, members, changes, answers, until, count);
  }

  private Mld asked(Ipv6Address group, int delayMillis, MonotonicTime now) {
    if (!group.isUnspecified() && !members.containsKey(group)) {
      return this;
    }
    var at = now.plus(chance(Duration.ofMillis(delayMillis)));
    var groups =
        group.isUnspecified() && isOld(now) ? Vector.ofAll(members.keySet()) : Vector.of(group);
    return with(
        changes,
        groups.foldLeft(
            answers, (all, one) -> all.put(one, all.get(one).fold(() -> at, at::earlier))));
  }

  private boolean isOld(MonotonicTime now) {
    return oldUntil.exists(end -> !now.reached(end));
  }

  private Duration chance(Duration most) {
    long nanos = Math.max(1, most.toNanos());
    return Duration.ofNanos(Long.remainderUnsigned(secret.hash(0x3810, count), nanos));
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    @Var Option<MonotonicTime> due = Option.none();
    for (var change : changes.values()) {
      due = MonotonicTime.sooner(due, Option.some(change.next));
    }
    for (var at : answers.values()) {
      due = MonotonicTime.sooner(due, Option.some(at));
    }
    return due;
  }

  @Override
  public Step<Icmpv6Listener, IpEffect> wake(MonotonicTime now) {
    var due = changes.filterValues(it -> now.reached(it.next));
    var asked = answers.filterValues(now::reached).keySet();
    if (due.isEmpty() && asked.isEmpty()) {
      return Step.to(this);
    }
    var again = now.plus(chance(AGAIN));
    var left =
        due.foldLeft(
            changes,
            (all, it) ->
                it._2.times == 1
                    ? all.remove(it._1)
                    : all.put(it._1, new Change(it._2.joined, it._2.times - 1, again)));
    var groups = asked.exists(Ipv6Address::isUnspecified) ? members.keySet() : asked;
    var next = with(left, answers.removeAll(asked));
    return new Step<>(next, isOld(now) ? reports(due, groups) : report(due, groups));
  }

  private List<IpEffect> report(TreeMap<Ipv6Address, Change> due, Set<Ipv6Address> asked) {
    var told =
        due.map(
            it ->
                record(
                    it._2.joined ? GroupRecord.CHANGE_TO_EXCLUDE : GroupRecord.CHANGE_TO_INCLUDE,
                    it._1));
    var answered =
        asked
            .toVector()
            .filter(members::containsKey)
            .map(group -> record(GroupRecord.MODE_IS_EXCLUDE, group));
    var records = answered.prependAll(told);
    return records.isEmpty()
        ? List.empty()
        : List.of(send(ROUTERS_V2, new MldMessage.ReportV2(0, records)));
  }

  private static GroupRecord record(int type, Ipv6Address group) {
    return new GroupRecord(type, group, Vector.empty());
  }

  private List<IpEffect> reports(TreeMap<Ipv6Address, Change> due, Set<Ipv6Address> asked) {
    var told =
        due.map(
            it ->
                it._2.joined
                    ? send(it._1, new Report(0, it._1))
                    : send(Ipv6Address.ALL_ROUTERS, new MldMessage.Done(0, it._1)));
    var answered =
        asked.toVector().filter(members::containsKey).map(it -> send(it, new Report(0, it)));
    return List.ofAll(told).appendAll(answered);
  }

  /** From no address as long as there is none (RFC 3590 §4). */
  private IpEffect send(Ipv6Address to, MldMessage message) {
    var from = self.getOrElse(Ipv6Address.UNSPECIFIED);
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
