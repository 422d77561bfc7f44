package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.FlowHash;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.stack.Dealing;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who gets a frame, and when. */
class DealerTest {
  private static final int SHARDS = 3;

  private final NotedLink line = new NotedLink();
  private final Vector<ShardInbox> inboxes = Vector.fill(SHARDS, ShardInbox::new);
  private final Dealer dealer =
      new Dealer(line, new Dealing(new FlowHash(new Secret(1, 2), SHARDS)), inboxes);

  private int waiting() {
    return inboxes.map(inbox -> inbox.take(new ArrayList<>()).size()).sum().intValue();
  }

  @Test
  @DisplayName("what came is dealt before a look at the other end; what came meanwhile too")
  void dealsFirst() {
    var seen = new ArrayList<Integer>();
    line.asleep = dealer::stop;
    line.meeting = () -> seen.add(waiting());
    line.come(NotedLink.QUESTION);
    dealer.run();
    assertEquals(List.of("receive 1", "receive 0", "meet"), line.done);
    assertEquals(List.of(SHARDS), seen, "a question to all is for every shard");
    assertTrue(line.waits.getFirst() <= NotedLink.REST, "" + line.waits);
  }

  @Test
  @DisplayName("a full shard loses what comes for it, counted, and the others have all")
  void oneIsSlow() {
    var frame = Stacks.frame(2, Stacks.mac(1), Vlan.UNTAGGED, EtherType.ARP, Slice.EMPTY);
    while (inboxes.head().put(frame)) {
      // until it is full
    }
    line.asleep = dealer::stop;
    line.come(NotedLink.QUESTION);
    dealer.run();
    assertEquals(ShardInbox.MAX_FRAMES + SHARDS - 1, waiting());
    assertEquals(1, dealer.counters().get(Dealer.Event.SLOW));
  }
}
