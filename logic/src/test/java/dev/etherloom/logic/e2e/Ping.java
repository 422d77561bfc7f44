package dev.etherloom.logic.e2e;

import com.google.errorprone.annotations.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What ping said.
 *
 * @param output all of it
 * @param asked how many answers it was to ask for
 */
record Ping(String output, int asked) {
  private static final Pattern COUNT = Pattern.compile("-c (\\d+)");
  private static final Pattern SUMMARY =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
  private static final Pattern LONGEST =
      Pattern.compile("min/avg/max\\S* = [\\d.]+/[\\d.]+/([\\d.]+)");
  private static final Pattern SEQUENCE = Pattern.compile("icmp_seq=(\\d+) ttl");

  /**
   * Milliseconds; answers of so long, at once, are too many for a socket: it holds two of 64 KB.
   */
  private static final double STANDING = 100;

  /** A flood asks so often where no answer comes (ping(8), -f). */
  private static final double FLOOD_MILLIS = 10;

  private static final int TRIES = 5;
  private static final int OVERTAKEN = 3;

  /**
   * Runs ping with the words of {@code options}, on {@code address}. Where they set no limit, it
   * goes on asking until as many answers came as it should ask for, 100 s at most (ping(8), -w): so
   * a machine that stands still for a while costs no answer, and one that is lost leaves a gap in
   * their numbers. Where all stood still for so long that the answers came at once and were too
   * many for its socket, it runs again: what is held back for ever, or lost, is so then too.
   */
  static Ping run(Lab lab, Namespace from, String options, String address) {
    if (options.contains("-W ")) {
      return once(lab, from, options, address);
    }
    return unlessAllStoodStill(
        () -> once(lab, from, options + " -w 100", address),
        ping -> ping.sequence().isEmpty() ? ping.wholeFlood() : ping.whole());
  }

  /** The same for any program that tells the longest time of an answer, in "min/avg/max". */
  static Ping unlessAllStoodStill(Supplier<Ping> run, Predicate<Ping> complete) {
    @Var var ping = run.get();
    for (int i = 1; i < TRIES && !complete.test(ping) && ping.longestMillis() > STANDING; i++) {
      ping = run.get();
    }
    return ping;
  }

  private static Ping once(Lab lab, Namespace from, String options, String address) {
    var command = new ArrayList<>(List.of("ping", "-n"));
    command.addAll(List.of(options.split(" ", -1)));
    command.add(address);
    var count = COUNT.matcher(options);
    int asked = count.find() ? Integer.parseInt(count.group(1)) : 1;
    return new Ping(lab.run(from, command.toArray(String[]::new)).output(), asked);
  }

  int sent() {
    return summary(1);
  }

  int received() {
    return summary(2);
  }

  private int summary(int group) {
    var matcher = SUMMARY.matcher(output);
    if (!matcher.find()) {
      throw new AssertionError("ping said:\n" + output);
    }
    return Integer.parseInt(matcher.group(group));
  }

  /**
   * Whether as many requests were answered as should be, and with the last all before it, once and
   * with the same octets. Where answers overtook each other, the three before it may still be under
   * way.
   */
  boolean whole() {
    var order = sequence();
    var answered = new TreeSet<>(order);
    int late = order.equals(List.copyOf(answered)) ? 0 : OVERTAKEN;
    return answered.size() >= asked
        && answered.size() == order.size()
        && IntStream.rangeClosed(1, answered.last() - late).allMatch(answered::contains)
        && !output.contains("DUP!")
        && !output.contains("wrong data")
        && !output.contains("BAD CHECKSUM");
  }

  private double longestMillis() {
    var longest = LONGEST.matcher(output);
    return longest.find() ? Double.parseDouble(longest.group(1)) : 0;
  }

  /**
   * As {@link #whole} for a flood, of which two may be under way at its end, and one more for each
   * hundredth of a second that an answer took.
   */
  boolean wholeFlood() {
    double late = 2 + longestMillis() / FLOOD_MILLIS;
    return received() >= asked - late
        && sent() - received() <= late
        && !output.contains("wrong data");
  }

  /**
   * How much of what was asked, up to the last that was answered, was answered: 0 to 1, and 0 where
   * that came before half of it.
   */
  double share() {
    var answered = new TreeSet<>(sequence());
    boolean wentOn = !answered.isEmpty() && answered.last() * 2 > asked;
    return wentOn ? answered.size() / (double) answered.last() : 0;
  }

  /** The numbers of the answers, in the order of their coming. */
  List<Integer> sequence() {
    return SEQUENCE.matcher(output).results().map(hit -> Integer.valueOf(hit.group(1))).toList();
  }
}
