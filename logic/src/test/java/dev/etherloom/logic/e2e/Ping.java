package dev.etherloom.logic.e2e;

import com.google.errorprone.annotations.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What ping said.
 *
 * @param output all of it
 */
record Ping(String output) {
  private static final Pattern SUMMARY =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
  private static final Pattern LONGEST = Pattern.compile("rtt min/avg/max/mdev = .*?/.*?/(.*?)/");
  private static final double STANDING_MILLIS = 100;
  private static final Pattern SEQUENCE = Pattern.compile("icmp_seq=(\\d+) ttl");

  /**
   * Runs ping with the words of {@code options}, on {@code address}. Once all is sent it waits for
   * two round trips of those before, however patient it was told to be; on a busy machine that is
   * too short for the last answers now and then. And where all stood still for a while, the answers
   * that come at once then are too many for its socket, which holds two of the longest. In either
   * case it runs again, twice at most: what is held back for ever, or lost, is so then too.
   */
  static Ping run(Lab lab, Namespace from, String options, String address) {
    @Var var ping = once(lab, from, options, address);
    for (int again = 0; again < 2 && (ping.lacksOnlyTheLast() || ping.stoodStill()); again++) {
      ping = once(lab, from, options, address);
    }
    return ping;
  }

  private static Ping once(Lab lab, Namespace from, String options, String address) {
    var command = new ArrayList<>(List.of("ping", "-n"));
    command.addAll(List.of(options.split(" ", -1)));
    command.add(address);
    return new Ping(lab.run(from, command.toArray(String[]::new)).output());
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

  /** Whether every request was answered, once and with the same octets. */
  boolean whole() {
    return sent() > 0
        && sent() == received()
        && !output.contains("DUP!")
        && !output.contains("wrong data")
        && !output.contains("BAD CHECKSUM");
  }

  private boolean lacksOnlyTheLast() {
    var sequence = sequence();
    int answered = sequence.size();
    return answered > 0 && answered < sent() && sequence.getLast() == answered;
  }

  /** Whether answers are missing, and one took so long that the machine had no time for it. */
  private boolean stoodStill() {
    var longest = LONGEST.matcher(output);
    return received() < sent()
        && longest.find()
        && Double.parseDouble(longest.group(1)) > STANDING_MILLIS;
  }

  /** As {@link #whole} for a flood, whose last answers ping now and then does not wait for. */
  boolean wholeFlood() {
    return sent() > 0 && sent() - received() <= 2 && !output.contains("wrong data");
  }

  /** The numbers of the answers, in the order of their coming. */
  List<Integer> sequence() {
    return SEQUENCE.matcher(output).results().map(hit -> Integer.valueOf(hit.group(1))).toList();
  }
}
