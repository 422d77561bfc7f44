package dev.etherloom.logic.tcp;

import dev.etherloom.logic.testkit.SimPath;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a seed draws beside the usual, each now and then.
 *
 * @param marks whether the hosts ask for ECN, and the paths mark; the chance of a mark, 0: not
 * @param offload whether the hosts' links cut long segments and put short ones together
 * @param narrows nanoseconds after which an MTU of the paths begins to hold
 * @param dead nanoseconds after which nothing gets through any more; 0: all goes on
 * @param flooded whether strangers fill the SYN queues before anybody calls
 * @param memory octets that all connections of a host may hold; 0: as usual
 * @param again whether the first connection is opened once more, between the same ends
 * @param meals how the sessions read
 */
record SimExtras(
    double marks,
    boolean offload,
    long narrows,
    long dead,
    boolean flooded,
    long memory,
    boolean again,
    Meals meals) {
  private static final long MILLISECOND = 1_000_000;

  /** The caller's port where the same ends are wanted twice. */
  static final int PORT = 40_000;

  /**
   * How a session reads: so many octets, then nothing for a while.
   *
   * @param pause in nanoseconds; 0: it reads whatever comes
   */
  record Meals(int size, long pause) {
    static final Meals ALWAYS = new Meals(Integer.MAX_VALUE, 0);
  }

  static SimExtras of(SplittableRandom random) {
    return new SimExtras(
        random.nextInt(4) == 0 ? 0.001 + 0.1 * random.nextDouble() * random.nextDouble() : 0,
        random.nextInt(4) == 0,
        random.nextInt(2) == 0 ? random.nextLong(2_000 * MILLISECOND) : 0,
        random.nextInt(20) == 0 ? 1 + random.nextLong(2_000 * MILLISECOND) : 0,
        random.nextInt(60) == 0,
        random.nextInt(16) == 0 ? 20_000L << random.nextInt(6) : 0,
        random.nextInt(6) == 0,
        random.nextInt(8) == 0 ? meals(random) : Meals.ALWAYS);
  }

  private static Meals meals(SplittableRandom random) {
    int size = 5_000 + random.nextInt(300_000);
    long most = random.nextBoolean() ? 100 * MILLISECOND : size * MILLISECOND / 3;
    return new Meals(size, 1 + random.nextLong(most));
  }

  /** Whether connections may end before their time, so that not all needs to arrive. */
  boolean isHarsh() {
    return dead > 0 || flooded || memory > 0;
  }

  /** What the paths are with these. */
  List<SimPath.Plan> on(List<SimPath.Plan> paths) {
    return paths.stream().map(this::on).toList();
  }

  private SimPath.Plan on(SimPath.Plan path) {
    var losses = path.losses();
    var link = path.link().narrowing(path.link().mtu() > 0 ? narrows : 0);
    return new SimPath.Plan(
        path.timing(),
        dead > 0
            ? new SimPath.Losses(losses.chance(), losses.bursts(), dead, Long.MAX_VALUE)
            : losses,
        path.faults(),
        link.marking(marks));
  }

  /** How the sessions' connections are treated. */
  TcpTuning tuning(SimTalker.Plan side) {
    var usual = TcpTuning.DEFAULT.with(side.congestion());
    var keepAlive = isHarsh() ? Option.some(Duration.ofSeconds(20)) : side.keepAlive();
    return usual
        .with(usual.offering().with(marks > 0 ? TcpTuning.Marks.ASKED : TcpTuning.Marks.ACCEPTED))
        .withNagle(side.nagle())
        .withKeepAlive(keepAlive.map(TcpTuning.KeepAlive::after));
  }
}
