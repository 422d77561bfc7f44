package dev.etherloom.logic.net;

import com.google.errorprone.annotations.Var;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** IPv6 addresses as text: reads all forms of RFC 4291 §2.2, writes the one of RFC 5952 §4. */
final class Ipv6Text {
  private static final int GROUPS = 8;

  private Ipv6Text() {}

  static Option<Ipv6Address> parse(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text).filter(all -> all.size() == GROUPS).map(Ipv6Text::address);
    }
    return groups(text.substring(0, gap))
        .flatMap(head -> groups(text.substring(gap + 2)).flatMap(tail -> filled(head, tail)));
  }

  private static Option<Ipv6Address> filled(Vector<Integer> head, Vector<Integer> tail) {
    int missing = GROUPS - head.size() - tail.size();
    return missing < 1
        ? Option.none()
        : Option.some(address(head.appendAll(Vector.fill(missing, 0)).appendAll(tail)));
  }

  private static Option<Vector<Integer>> groups(String text) {
    if (text.isEmpty()) {
      return Option.some(Vector.empty());
    }
    @Var Option<Vector<Integer>> groups = Option.some(Vector.empty());
    var parts = List.of(text.split(":", -1));
    for (var part : parts.init()) {
      groups = groups.flatMap(all -> group(part).map(all::append));
    }
    var last = parts.last();
    return last.indexOf('.') < 0
        ? groups.flatMap(all -> group(last).map(all::append))
        : groups.flatMap(
            all ->
                Ipv4Address.parse(last)
                    .map(v4 -> all.append(v4.bits() >>> 16).append(v4.bits() & 0xffff)));
  }

  private static Option<Integer> group(String digits) {
    return digits.matches("[0-9a-fA-F]{1,4}")
        ? Option.some(Integer.parseInt(digits, 16))
        : Option.none();
  }

  private static Ipv6Address address(Vector<Integer> groups) {
    return new Ipv6Address(half(groups.take(4)), half(groups.drop(4)));
  }

  private static long half(Vector<Integer> groups) {
    return groups.foldLeft(0L, (bits, group) -> bits << 16 | group);
  }

  /**
   * The form of RFC 5952: the longest run of zeros as {@code ::}, the first of several; an address
   * that holds one of IPv4 ends in a dotted quad (§5), as inet_ntop(3) writes it.
   */
  static String format(Ipv6Address address) {
    @Var int start = 0;
    @Var int longest = 1;
    @Var int from = 0;
    while (from < GROUPS) {
      int run = zerosFrom(address, from);
      if (run > longest) {
        start = from;
        longest = run;
      }
      from += Math.max(1, run);
    }
    boolean mapped = start == 0 && longest == 5 && address.group(5) == 0xffff;
    boolean quad = start == 0 && (longest == 6 || mapped);
    var text = new StringBuilder(45);
    @Var int at = 0;
    while (at < (quad ? GROUPS - 2 : GROUPS)) {
      if (longest > 1 && at == start) {
        text.append("::");
        at += longest;
      } else {
        text.append(Integer.toHexString(address.group(at)));
        at++;
        text.append(at == GROUPS || (longest > 1 && at == start) ? "" : ":");
      }
    }
    return quad ? text.append(new Ipv4Address((int) address.low())).toString() : text.toString();
  }

  private static int zerosFrom(Ipv6Address address, int from) {
    @Var int end = from;
    while (end < GROUPS && address.group(end) == 0) {
      end++;
    }
    return end - from;
  }
}
