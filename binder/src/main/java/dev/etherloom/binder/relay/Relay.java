package dev.etherloom.binder.relay;

import dev.etherloom.binder.link.Link;
import dev.etherloom.binder.link.LinkEvent;
import dev.etherloom.binder.link.ToLogic;
import dev.etherloom.binder.policy.Egress;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.io.FramePair;
import dev.etherloom.frames.io.FrameSource;
import dev.etherloom.frames.io.IdleStrategy;
import dev.etherloom.frames.io.PollSet;
import dev.etherloom.frames.io.ReceivedFrames;
import dev.etherloom.frames.io.SendBatch;
import dev.etherloom.frames.io.TimeSlice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves frames: from the link to logic as they are, from logic to the link as far as it may. */
public final class Relay {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final long REFRESH_NANOS = 1_000_000_000L;
  private static final int LINK = FramePair.OTHERS;
  private static final int MAX_DRAIN_ROUNDS = 1_024;

  private final Link link;
  private final FramePair pair;
  private final Egress policy;
  private final String allowed;
  private final ReceivedFrames fromLogic;
  private final PollSet readable;
  private final ToLogic toLogic;
  private final IdleStrategy idle = new IdleStrategy(IdleStrategy.USUAL);
  private long nextRefresh = System.nanoTime();
  private boolean refusedOne;
  private volatile boolean stopping;

  /**
   * @param pair receives into the link's {@link Link#outgoing}
   * @param allowed the source addresses that may be sent from, for a person
   */
  public Relay(Link link, FramePair pair, Egress policy, String allowed) {
    this.link = link;
    this.pair = pair;
    this.policy = policy;
    this.allowed = allowed;
    fromLogic = pair.received();
    readable = pair.readable(link.fd());
    toLogic = new Pair(pair, pair.writable());
  }

  /** Frames go to logic, and do not wait for it. */
  private record Pair(FramePair pair, PollSet writable) implements ToLogic {
    @Override
    public void accept(SendBatch batch) {
      pair.send(batch, writable, 0);
    }

    @Override
    public boolean straight(FrameSource source, int length) {
      return pair.sendFrom(source, length);
    }
  }

  /** Makes {@link #run} return soon; from any thread. */
  public void stop() {
    stopping = true;
  }

  /** Runs until {@link #stop}. */
  public void run() {
    TimeSlice.ask(TimeSlice.SHORT);
    while (!stopping) {
      round(Long.MAX_VALUE);
    }
    link.refresh();
  }

  /**
   * One round: what the link has, then what logic has; waits up to {@code patience} nanoseconds.
   * Who stands at the other end is looked at afterwards, so that no frame waits for that.
   */
  void round(long patience) {
    long rest = idle.shouldBlock() ? Math.min(patience, pair.restNanos(System.nanoTime())) : 0;
    boolean any = pair.await(readable, rest);
    long now = System.nanoTime();
    look(now, any && work(now) > 0);
  }

  /** How many frames there were. */
  private int work(long now) {
    idle.worked();
    int fromLink = readable.isReady(LINK) ? link.receive(toLogic) : 0;
    return fromLink + (pair.isReady(readable) ? takeFromLogic(now) : 0);
  }

  private void look(long now, boolean busy) {
    if (now - nextRefresh >= (busy ? REFRESH_NANOS : 0)) {
      nextRefresh = now + REFRESH_NANOS;
      link.refresh();
    }
    if (pair.shouldMeet(now, busy)) {
      drain(now);
      pair.meet(now);
    }
  }

  /** What an old peer left is still sent: connecting to a new one would empty the queue. */
  private void drain(long now) {
    for (int i = 0; i < MAX_DRAIN_ROUNDS && takeFromLogic(now) > 0; i++) {
      // all of it
    }
  }

  private int takeFromLogic(long now) {
    int count = pair.receive();
    for (int i = 0; i < count; i++) {
      pass(fromLogic.start(i), i, now);
    }
    if (count > 0) {
      link.flush();
    }
    return count;
  }

  private void pass(int start, int index, long now) {
    int length = fromLogic.length(index);
    if (fromLogic.truncated(index)) {
      link.counters().add(LinkEvent.OVERSIZE, 1);
      return;
    }
    switch (policy.judge(fromLogic.octets(), start, length, now)) {
      case PASS -> link.add(start, length);
      case RUNT -> link.counters().add(LinkEvent.RUNT, 1);
      case ETHERTYPE -> refuse(LinkEvent.ETHERTYPE, start);
      case RATE -> refuse(LinkEvent.RATE, start);
      case SOURCE -> refuse(LinkEvent.SOURCE, start);
    }
  }

  private void refuse(LinkEvent reason, int start) {
    link.counters().add(reason, 1);
    if (!refusedOne) {
      refusedOne = true;
      LOG.warn(
          "{}: a frame from {} was not sent, nor will others be; allowed are frames from {}",
          reason.label(),
          new MacAddress(Egress.source(fromLogic.octets(), start)),
          allowed);
    }
  }

  /** Both sides' counters, a line each. */
  public String report() {
    return "link: " + link.counters() + System.lineSeparator() + "pair: " + pair.counters();
  }
}
