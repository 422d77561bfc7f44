package dev.etherloom.logic.testkit;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import java.util.SplittableRandom;

/** One direction of a simulated link: what becomes of each frame that goes in. */
public final class SimPath {
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;

  /** What a path does. Spans are in nanoseconds, chances 0…1. */
  public record Plan(Timing timing, Losses losses, Faults faults, Link link) {
    /** A path on which all that is sent arrives, once, in order and at once. */
    public static Plan clean(long delay) {
      return new Plan(
          new Timing(delay, 0, false),
          new Losses(0, Bursts.NONE, 0, 0),
          new Faults(0, 0, 0),
          Link.IDEAL);
    }

    public boolean isClean() {
      return equals(clean(timing.delay));
    }
  }

  /**
   * How long frames travel.
   *
   * @param delay how long every frame does
   * @param jitter up to how much longer some do
   * @param overtaking whether frames pass those that were sent earlier and travel longer
   */
  public record Timing(long delay, long jitter, boolean overtaking) {}

  /**
   * What is lost.
   *
   * @param chance that a frame is
   * @param outage how long after the first frame everything is, until {@code back}
   */
  public record Losses(double chance, Bursts bursts, long outage, long back) {}

  /**
   * What else happens.
   *
   * @param duplicated the chance that a frame arrives twice
   * @param late the chance that it is held up, and passed by many
   * @param corrupted the chance that bits are flipped, where there are checksums to notice
   */
  public record Faults(double duplicated, double late, double corrupted) {}

  /**
   * The narrowest link.
   *
   * @param nanosPerOctet how long it takes for an octet; 0: no time
   * @param queue octets that may wait for it; what comes on top is lost
   * @param mtu the longest packet that it takes; 0: any
   * @param silent whether nobody tells when a packet was too long
   * @param from how long after the first frame the MTU begins to hold
   * @param marks the chance that a frame is marked (RFC 3168), as is each that finds a third of the
   *     queue full; 0: none is
   */
  public record Link(
      double nanosPerOctet, int queue, int mtu, boolean silent, long from, double marks) {
    static final Link IDEAL = new Link(0, 0, 0, false, 0, 0);

    /** The same with marks. */
    public Link marking(double chance) {
      return new Link(nanosPerOctet, queue, mtu, silent, from, chance);
    }

    /** The same, but that the MTU holds later. */
    public Link narrowing(long later) {
      return new Link(nanosPerOctet, queue, mtu, silent, later, marks);
    }
  }

  /** The model of Gilbert and Elliott: a good time without loss, and a bad one. */
  public record Bursts(double begin, double end, double loss) {
    public static final Bursts NONE = new Bursts(0, 1, 0);
  }

  /** Where frames come out. */
  public interface Exit {
    void arrives(long at, Slice octets, boolean intact);

    /** A router sends this back to where the frame came from. */
    void returns(long at, Slice octets);
  }

  private final Plan plan;
  private final SplittableRandom random;
  private long first = -1;
  private long free;
  private long latest;
  private boolean bad;
  private int lost;
  private int disturbed;

  public SimPath(Plan plan, SplittableRandom random) {
    this.plan = plan;
    this.random = random;
  }

  public Plan plan() {
    return plan;
  }

  /** How many frames did not arrive as they were. */
  public int lost() {
    return lost;
  }

  /** How many arrived twice, late or before others. */
  public int disturbed() {
    return disturbed;
  }

  void pass(long now, Slice frame, Exit exit) {
    first = first < 0 ? now : first;
    if (plan.link.mtu > 0
        && now - first >= plan.link.from
        && SimRouter.refuses(frame, plan.link.mtu)) {
      lost++;
      if (!plan.link.silent) {
        exit.returns(now + plan.timing.delay, SimRouter.error(frame, plan.link.mtu));
      }
      return;
    }
    free = Math.max(free, now);
    double waiting = plan.link.nanosPerOctet == 0 ? 0 : (free - now) / plan.link.nanosPerOctet;
    if (waiting > plan.link.queue || isOut(now) || isLost()) {
      lost++;
      return;
    }
    free += (long) (frame.length() * plan.link.nanosPerOctet);
    boolean full = plan.link.marks > 0 && 3 * waiting > plan.link.queue;
    var passing = full || happens(plan.link.marks) ? SimOffload.marked(frame) : frame;
    arrive(passing, exit);
    if (happens(plan.faults.duplicated)) {
      disturbed++;
      arrive(passing, exit);
    }
  }

  private void arrive(Slice frame, Exit exit) {
    @Var
    long at =
        free
            + plan.timing.delay
            + (plan.timing.jitter == 0 ? 0 : random.nextLong(plan.timing.jitter));
    if (happens(plan.faults.late)) {
      disturbed++;
      exit.arrives(at + random.nextLong(50_000_000), frame, true);
      return;
    }
    if (at < latest && plan.timing.overtaking) {
      disturbed++;
    } else {
      at = Math.max(at, latest);
      latest = at;
    }
    boolean flipped = happens(plan.faults.corrupted) && isSummed(frame);
    lost += flipped ? 1 : 0;
    exit.arrives(at, flipped ? flipped(frame) : frame, !flipped);
  }

  private boolean happens(double chance) {
    return chance > 0 && random.nextDouble() < chance;
  }

  private boolean isOut(long now) {
    return now - first >= plan.losses.outage && now - first < plan.losses.back;
  }

  private boolean isLost() {
    bad = happens(bad ? 1 - plan.losses.bursts.end : plan.losses.bursts.begin);
    return happens(bad ? plan.losses.bursts.loss : plan.losses.chance);
  }

  /** ARP has no checksum: what a link's own check lets through there, nobody notices. */
  private static boolean isSummed(Slice frame) {
    int type = frame.u16(12);
    return type == IPV4 || type == IPV6;
  }

  /** Flips bits within 15 in a row, anywhere: every such error shows in an Internet checksum. */
  private Slice flipped(Slice frame) {
    var octets = frame.toBytes();
    int bit = random.nextInt((octets.length * 8) - 15);
    int pattern = 1 + random.nextInt(0x7fff);
    for (int i = 0; i < 15; i++) {
      if ((pattern >>> i & 1) == 1) {
        octets[(bit + i) / 8] ^= (byte) (0x80 >>> ((bit + i) % 8));
      }
    }
    return Slice.owning(octets);
  }
}
