package dev.etherloom.logic.mld;

import dev.etherloom.logic.icmp.Icmpv6Listener;
import dev.etherloom.logic.icmp.Icmpv6Message;
import dev.etherloom.logic.ip.Delivery;
import dev.etherloom.logic.ip.ExtensionHeader;
import dev.etherloom.logic.ip.IpEffect;
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
 * @param answers what is to be answered, and when
 * @param oldUntil until when version 1 is spoken
 * @param count of messages sent, for chance
 */
public record Mld(
    Vlan vlan,
    Secret secret,
    Option<Ipv6Address> self,
    TreeMap<Ipv6Address, Set<InterfaceAddress>> members,
    TreeMap<Ipv6Address, Change> changes,
    Answers answers,
    Option<MonotonicTime> oldUntil,
    long count)
    implements Icmpv6Listener {
  /** How often a change is told (RFC 3810 §9.1, §9.14). */
  private static final int ROBUSTNESS = 2;

  /** Between two tellings, at most (RFC 3810 §9.11). */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** RFC 3810 §9.12: two intervals of 125 s and 10 s for the answer. */
  private static final Duration OLD_QUERIER = Duration.ofSeconds(260);

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
        Answers.NONE,
        Option.none(),
        0);
  }

  private Mld with(TreeMap<Ipv6Address, Change> nextChanges, Answers nextAnswers) {
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
          case IpEffect.Own(var address, var onLink) ->
              listening(address, now).speaking(address, onLink);
          case IpEffect.Disown(var address) -> leaving(address, now);
          case IpEffect.Configure _ -> this;
        });
  }

  /** An address that tells of its network is the host's own, not one of a responder. */
  private Mld speaking(InterfaceAddress address, boolean onLink) {
    return onLink && address.address() instanceof Ipv6Address own && own.isLinkLocal()
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
      case Report report -> // RFC 2710 §4: another one said it
          isOld(now) ? Step.to(with(changes, answers.without(report.group()))) : Step.to(this);
      case MldMessage.Done _, MldMessage.ReportV2 _ ->
          Step.to(this, new IpEffect.Drop(MldDrop.NOT_A_ROUTER));
      case Query _, QueryV2 _ when !isQuery(delivery) ->
          Step.to(this, new IpEffect.Drop(MldDrop.BAD_QUERY));
      case Query(var delay, _, var group) ->
          Step.to(old(now).asked(group, Vector.empty(), delay, now));
      case QueryV2 query -> Step.to(asked(query.group(), query.sources(), query.maxDelay(), now));
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

  /**
   * RFC 3810 §8.2.1: from now on version 1; what was to be said by version 2 is not said, but for
   * what has changed.
   */
  private Mld old(MonotonicTime now) {
    var until = Option.some(now.plus(OLD_QUERIER));
    var left = isOld(now) ? answers : Answers.NONE;
    return new Mld(vlan, secret, self, members, changes, left, until, count);
  }

  private Mld asked(
      Ipv6Address group, Vector<Ipv6Address> sources, int delayMillis, MonotonicTime now) {
    var most = Duration.ofMillis(delayMillis);
    if (!group.isUnspecified()) {
      var at = now.plus(chance(most, group));
      return members.containsKey(group)
          ? with(changes, answers.group(group, isOld(now) ? Vector.empty() : sources, at))
          : this;
    }
    return with(
        changes,
        isOld(now)
            ? members
                .keySet()
                .foldLeft(
                    answers,
                    (all, one) -> all.group(one, Vector.empty(), now.plus(chance(most, one))))
            : answers.all(now.plus(chance(most, group))));
  }

  private boolean isOld(MonotonicTime now) {
    return oldUntil.exists(end -> !now.reached(end));
  }

  private Duration chance(Duration most, Ipv6Address group) {
    long nanos = Math.max(1, most.toNanos());
    long hash = secret.hash(0x3810, count, group.high(), group.low());
    return Duration.ofNanos(Long.remainderUnsigned(hash, nanos));
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    return changes
        .values()
        .foldLeft(
            answers.nextDeadline(), (due, it) -> MonotonicTime.sooner(due, Option.some(it.next)));
  }

  @Override
  public Step<Icmpv6Listener, IpEffect> wake(MonotonicTime now) {
    var due = changes.filterValues(it -> now.reached(it.next));
    boolean all = answers.isGeneralDue(now);
    var asked = answers.due(now).filterKeys(members::containsKey);
    if (!nextDeadline().exists(now::reached)) {
      return Step.to(this);
    }
    var again = now.plus(chance(AGAIN, Ipv6Address.UNSPECIFIED));
    var left =
        due.foldLeft(
            changes,
            (kept, it) ->
                it._2.times == 1
                    ? kept.remove(it._1)
                    : kept.put(it._1, new Change(it._2.joined, it._2.times - 1, again)));
    var reports = new Reports(vlan, self.getOrElse(Ipv6Address.UNSPECIFIED));
    var next = with(left, answers.given(now));
    if (isOld(now)) {
      return new Step<>(next, reports.version1(due, all ? members.keySet() : asked.keySet()));
    }
    var told = due.toVector().map(it -> Reports.record(it._1, it._2));
    var answered =
        all
            ? members.keySet().toVector().map(Reports::record)
            : asked.toVector().map(it -> Reports.record(it._1, it._2.sources()));
    return new Step<>(next, reports.version2(told.appendAll(answered)));
  }
}
