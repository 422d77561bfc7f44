package dev.etherloom.logic.tcp;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.testkit.SimNet;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;

/** Looks at every frame of a simulation, and tells at once when a rule is broken. */
final class SimWatch implements SimNet.Observer {
  /** No step may send more; a window that opens at once for the shortest segments is less. */
  private static final int MOST_FRAMES = 5_000;

  private static final SimNoise SILENCE = new SimNoise(0);
  private final SimPlan plan;
  private final Map<Integer, SimNoise[]> streams = new HashMap<>();
  private final Map<Long, SimHalf[]> flows = new HashMap<>();
  private final int[] packets = new int[2];
  private final int[][] lastUse = new int[2][0x1_0000];
  private int frames;

  SimWatch(SimPlan plan) {
    this.plan = plan;
  }

  /** Names the streams, by who sends them, of a connection to a port that only it uses. */
  void carries(int host, int port, SimNoise from0, SimNoise from1) {
    streams.put((host << 16) | port, new SimNoise[] {from0, from1});
  }

  /** How many frames were sent in all. */
  int frames() {
    return frames;
  }

  /** Octets that were sent more than once. */
  int resent() {
    return flows.values().stream().mapToInt(both -> both[0].resent() + both[1].resent()).sum();
  }

  private SimHalf[] flow(long key) {
    return flows.computeIfAbsent(key, this::begun);
  }

  private SimHalf[] begun(long key) {
    var noise = streams.get((int) (key >>> 16) & 0xffff);
    var both = noise == null ? streams.get((1 << 16) | ((int) key & 0xffff)) : noise;
    return both == null
        ? new SimHalf[] {half(0, SILENCE), half(1, SILENCE)}
        : new SimHalf[] {half(0, both[0]), half(1, both[1])};
  }

  private SimHalf half(int host, SimNoise noise) {
    return new SimHalf(plan, plan.mtus().get(host), noise);
  }

  private static long key(boolean v6, int port0, int port1) {
    return (v6 ? 1L << 32 : 0) | ((long) port0 << 16) | port1;
  }

  private static long key(SimSegment segment, int port) {
    return port == 0
        ? key(segment.v6(), segment.sourcePort(), segment.destinationPort())
        : key(segment.v6(), segment.destinationPort(), segment.sourcePort());
  }

  @Override
  public void sent(int port, long at, Slice frame) {
    frames++;
    for (var segment : SimSegment.read(frame)) {
      var halves = flow(key(segment, port));
      halves[port].sends(segment, halves[1 - port]);
      identified(segment, port);
    }
  }

  /** RFC 6864 §4.1: what may be split is not named like something that is still on its way. */
  private void identified(SimSegment segment, int port) {
    packets[port]++;
    if (segment.id() >= 0) {
      int before = lastUse[port][segment.id()];
      lastUse[port][segment.id()] = packets[port];
      if (before > 0 && packets[port] - before < 30_000) {
        throw new AssertionError("wire: identification %d again".formatted(segment.id()));
      }
    }
  }

  @Override
  public void delivered(int port, long at, Slice frame, boolean intact) {
    var read = isTaken(port, frame) ? SimSegment.read(frame) : Option.<SimSegment>none();
    for (var segment : read) {
      var halves = flows.get(key(segment, 1 - port));
      if (halves != null) {
        halves[1 - port].arrives(segment, halves[port]);
      }
    }
  }

  /** What was corrupted may be for somebody else, or from a group, which nothing comes from. */
  private static boolean isTaken(int port, Slice frame) {
    return frame.length() >= 2 * MacAddress.LENGTH
        && MacAddress.at(frame, 0).equals(Stacks.mac(port + 1))
        && !MacAddress.at(frame, 6).isGroup();
  }

  @Override
  public void stepped(int port, int sent) {
    if (sent > MOST_FRAMES) {
      throw new AssertionError("%d frames in one step".formatted(sent));
    }
  }
}
