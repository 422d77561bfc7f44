package dev.etherloom.logic.net;

import com.google.errorprone.annotations.Var;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  static String format(Ipv6Address address) {
    @Var int start = 0;
    @Var int longest = 0;
    for (int i = 0; i < GROUPS; i++) {
      int run = zerosFrom(address, i);
      if (run > longest) {
        start = i;
        longest = run;
      }
    }
    return longest < 2
        ? hex(address, 0, GROUPS)
        : hex(address, 0, start) + "::" + hex(address, start + longest, GROUPS);
  }

  private static int zerosFrom(Ipv6Address address, int from) {
    return (int) IntStream.range(from, GROUPS).takeWhile(i -> address.group(i) == 0).count();
  }

  private static String hex(Ipv6Address address, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toHexString(address.group(i)))
        .collect(Collectors.joining(":"));
  }
}
