package dev.etherloom.logic.shell;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.TimeSlice;
import dev.etherloom.logic.stack.Dealing;
import io.vavr.collection.Vector;

/**
 * Takes what the binder sends and gives each frame to the shard that it is for. A shard that does
 * not keep up loses frames, counted; the others do not notice.
 */
final class Dealer {
  /** What became of frames. */
  enum Event {
    ONE("to one shard"),
    EVERY("to every shard"),
    SLOW("dropped, shard slow");

    private final String label;

    Event(String label) {
      this.label = label;
    }
  }

  private static final int MAX_DRAIN_ROUNDS = 1_024;

  private final FrameLink link;
  private final Dealing dealing;
  private final Vector<ShardInbox> inboxes;
  private final Counters<Event> counters = new Counters<>(Event.class, event -> event.label);
  private volatile boolean stopping;

  Dealer(FrameLink link, Dealing dealing, Vector<ShardInbox> inboxes) {
    this.link = link;
    this.dealing = dealing;
    this.inboxes = inboxes;
  }

  /** Makes {@link #run} return soon; from any thread. */
  void stop() {
    stopping = true;
  }

  /** Runs until {@link #stop}. */
  void run() {
    TimeSlice.ask(TimeSlice.SHORT);
    while (!stopping) {
      int count = take();
      long now = System.nanoTime();
      if (link.shouldMeet(now, count > 0)) {
        drain();
        link.meet(now);
      }
      if (count < FrameMemory.SLOTS) {
        link.await(link.restNanos(now));
      }
    }
  }

  /** What an old binder left is still taken: meeting a new one empties the queue. */
  private void drain() {
    for (int i = 0; i < MAX_DRAIN_ROUNDS && take() > 0; i++) {
      // all of it
    }
  }

  private int take() {
    int count = link.receive();
    for (int i = 0; i < count; i++) {
      deal(link.frame(i));
    }
    if (count > 0) {
      inboxes.forEach(ShardInbox::ringIfAny);
    }
    return count;
  }

  private void deal(Slice frame) {
    int shard = dealing.shardFor(frame);
    if (shard == Dealing.EVERY) {
      counters.add(Event.EVERY, 1);
      inboxes.forEach(inbox -> put(inbox, frame));
    } else {
      counters.add(Event.ONE, 1);
      put(inboxes.get(shard), frame);
    }
  }

  private void put(ShardInbox inbox, Slice frame) {
    if (!inbox.put(frame)) {
      counters.add(Event.SLOW, 1);
    }
  }

  Counters<Event> counters() {
    return counters;
  }
}
