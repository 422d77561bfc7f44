package dev.etherloom.logic.tcp;

import dev.etherloom.logic.testkit.SimPath;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a seed draws: a network, and who talks over it.
 *
 * @param before how many numbers before that it begins
 * @param bareSyns whether a box on the way takes the options out of all SYNs
 * @param v4 whether there is no IPv6 at all, and packets may be short
 */
record SimPlan(
    long seed,
    Wrap wrap,
    int before,
    List<SimPath.Plan> paths,
    List<Integer> mtus,
    boolean bareSyns,
    boolean v4,
    List<Call> calls,
    SimExtras extras) {
  private static final long MILLISECOND = 1_000_000;
  private static final long[] DELAYS = {10_000, 100_000, 1_000_000, 10_000_000, 40_000_000};
  private static final int[] MTUS = {1500, 1500, 1500, 1280, 4000, 9000};
  private static final int[] MTUS_V4 = {1500, 1492, 576, 300, 200};
  private static final int[] NARROW = {1280, 1400, 1492};
  private static final int[] NARROW_V4 = {576, 1000, 1400};

  /** What of the first call passes 2³² on the way. */
  enum Wrap {
    NOTHING,
    CALLER,
    CALLED,
    STAMPS
  }

  /**
   * A connection.
   *
   * @param from the host that opens it; both do where {@code crossed}
   * @param refused whether nobody listens
   */
  record Call(
      int from,
      boolean v6,
      boolean crossed,
      boolean refused,
      SimTalker.Plan caller,
      SimTalker.Plan called) {
    boolean aborts() {
      return caller.aborts() || called.aborts();
    }

    boolean isPaced() {
      return caller.pace() > 0 || called.pace() > 0;
    }

    boolean isGlut() {
      return caller.glut() || called.glut();
    }
  }

  /** Whether neighbors may lose sight of each other, so that what is sent does not go out. */
  boolean hasOutage() {
    return paths.stream().anyMatch(path -> path.losses().back() > 0);
  }

  /** Whether not all packets that the hosts' links take get through. */
  boolean isNarrow() {
    return paths.stream().anyMatch(path -> path.link().mtu() > 0);
  }

  static SimPlan of(long seed) {
    var random = new SplittableRandom(seed);
    double octets = random.nextInt(16) == 0 ? 2 << 20 : random.nextInt(3) == 0 ? 1 << 17 : 1 << 13;
    int count = random.nextInt(3) == 0 ? 1 + random.nextInt(7) : 1;
    boolean v4 = random.nextInt(4) == 0;
    var mtus = v4 ? MTUS_V4 : MTUS;
    var extras = SimExtras.of(new SplittableRandom(seed ^ 0x5ee9_0d1e_77a5L));
    return new SimPlan(
        seed,
        Wrap.values()[random.nextInt(Wrap.values().length)],
        1 + random.nextInt(1 + (int) octets / count),
        extras.on(paths(random, v4 ? NARROW_V4 : NARROW)),
        List.of(one(random, mtus), one(random, mtus)),
        random.nextInt(6) == 0,
        v4,
        IntStream.range(0, count).mapToObj(_ -> call(random, octets / count, v4)).toList(),
        extras);
  }

  private static int one(SplittableRandom random, int[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static List<SimPath.Plan> paths(SplittableRandom random, int[] narrow) {
    if (random.nextInt(5) == 0) {
      var clean = path(random, true, narrow);
      return List.of(clean, clean);
    }
    var there = path(random, false, narrow);
    return random.nextBoolean()
        ? List.of(there, there)
        : List.of(there, path(random, random.nextInt(3) == 0, narrow));
  }

  private static SimPath.Plan path(SplittableRandom random, boolean clean, int[] narrow) {
    long delay = DELAYS[random.nextInt(DELAYS.length)];
    return clean
        ? SimPath.Plan.clean(delay)
        : new SimPath.Plan(
            new SimPath.Timing(
                delay,
                random.nextInt(3) == 0 ? 1 + random.nextLong(delay) : 0,
                random.nextBoolean()),
            losses(random),
            new SimPath.Faults(
                chance(random, 4, 0.1), chance(random, 4, 0.1), chance(random, 4, 0.05)),
            link(random, narrow));
  }

  private static SimPath.Losses losses(SplittableRandom random) {
    boolean outage = random.nextInt(8) == 0;
    long from = random.nextLong(4_000 * MILLISECOND);
    return new SimPath.Losses(
        chance(random, 2, 0.1),
        random.nextInt(4) == 0 ? bursts(random) : SimPath.Bursts.NONE,
        outage ? from : 0,
        outage ? from + random.nextLong(50_000 * MILLISECOND) : 0);
  }

  private static SimPath.Link link(SplittableRandom random, int[] narrow) {
    boolean slow = random.nextInt(3) == 0;
    return new SimPath.Link(
        slow ? Math.pow(2, 3 + random.nextDouble() * 10) : 0, // 1 Gbit/s to 1 Mbit/s
        slow ? 20_000 + random.nextInt(200_000) : 0,
        random.nextInt(6) == 0 ? one(random, narrow) : 0,
        random.nextInt(4) == 0,
        0,
        0);
  }

  private static double chance(SplittableRandom random, int oneIn, double most) {
    return random.nextInt(oneIn) == 0 ? random.nextDouble() * random.nextDouble() * most : 0;
  }

  private static SimPath.Bursts bursts(SplittableRandom random) {
    return new SimPath.Bursts(
        random.nextDouble() * 0.02, 0.3 + random.nextDouble() * 0.5, 0.3 + random.nextDouble() / 2);
  }

  private static Call call(SplittableRandom random, double octets, boolean v4) {
    boolean aborts = random.nextInt(8) == 0;
    boolean glut = random.nextInt(10) == 0;
    int total = size(random, octets) + (glut ? TcpSession.SEND_LIMIT : 0);
    int back = size(random, octets) + (glut ? random.nextInt(2 * TcpSession.SEND_LIMIT) : 0);
    boolean callerLast = random.nextBoolean();
    return new Call(
        random.nextInt(2),
        !v4 && random.nextInt(3) == 0,
        random.nextInt(8) == 0,
        random.nextInt(30) == 0,
        side(random, total, glut, callerLast, aborts),
        side(random, back, false, !callerLast && random.nextBoolean(), aborts));
  }

  private static int size(SplittableRandom random, double most) {
    return random.nextInt(8) == 0
        ? random.nextInt(2)
        : (int)
            (random.nextInt(3) == 0
                ? most * random.nextDouble()
                : Math.pow(most, random.nextDouble()));
  }

  private static SimTalker.Plan side(
      SplittableRandom random, int total, boolean glut, boolean last, boolean broken) {
    boolean aborts = broken && random.nextBoolean();
    boolean paced = !glut && total < 100_000 && random.nextInt(5) == 0;
    int least = 1 + total / (paced ? 100 : 1_000);
    return new SimTalker.Plan(
        total,
        random.nextInt(3) == 0 ? least : least + random.nextInt(20_000),
        paced ? 1 + random.nextLong(300 * MILLISECOND) : 0,
        glut,
        last,
        aborts ? random.nextInt(1 + total) : -1,
        random.nextInt(16) == 0,
        random.nextInt(3) > 0,
        broken || random.nextInt(4) == 0 ? Option.some(Duration.ofSeconds(20)) : Option.none(),
        SimNoise.of(random));
  }
}
