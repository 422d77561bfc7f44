package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.arp.ArpPacket;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.testkit.Stacks;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the loop does in which order, over a link that only writes it down. */
class EventLoopTest {
  private static final long REST = Duration.ofMillis(100).toNanos();

  private final Line line = new Line();
  private final Metrics metrics = new Metrics();
  private final EventLoop loop =
      new EventLoop(
          Stacks.host(1), line, new Taps(Option.none(), Option.none(), metrics), metrics, _ -> {});

  /** A link whose other end is there as soon as it was met, which is due at any time. */
  private static final class Line implements FrameLink {
    private final List<String> done = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private Optional<Slice> waiting = Optional.empty();
    private Optional<Slice> taken = Optional.empty();
    private boolean peered;
    private Runnable asleep = () -> {};

    @Override
    public long restNanos() {
      return REST;
    }

    @Override
    public boolean isPeered() {
      return peered;
    }

    @Override
    public boolean cuts() {
      return false;
    }

    @Override
    public boolean shouldMeet(long now) {
      return true;
    }

    @Override
    public void meet(long now) {
      done.add("meet");
      peered = true;
    }

    @Override
    public int receive() {
      taken = waiting;
      waiting = Optional.empty();
      done.add("receive " + taken.stream().count());
      return (int) taken.stream().count();
    }

    @Override
    public Slice frame(int index) {
      return taken.orElseThrow();
    }

    @Override
    public boolean send(Emit frame) {
      done.add("send");
      return true;
    }

    @Override
    public void flush() {
      done.add("flush");
    }

    @Override
    public void await(long nanos) {
      waits.add(nanos);
      asleep.run();
    }

    @Override
    public void wake() {}
  }

  private void come() {
    var question = ArpPacket.request(Stacks.mac(2), Stacks.ip(2), Stacks.ip(1));
    line.waiting =
        Optional.of(Stacks.frame(2, MacAddress.BROADCAST, Vlan.UNTAGGED, EtherType.ARP, question));
  }

  @BeforeEach
  void stopOnceAsleep() {
    line.asleep = loop::stop;
  }

  @Test
  @DisplayName("what came is answered before a look at the other end; what came meanwhile too")
  void answersFirst() {
    var _ = loop.round(System.nanoTime());
    var _ = loop.round(System.nanoTime()); // says whose address it is, and that its link is up
    line.done.clear();
    come();
    assertEquals(1, loop.round(System.nanoTime()));
    assertEquals(List.of("receive 1", "send", "flush", "receive 0", "meet"), line.done);
  }

  @Test
  @DisplayName("what is due before all time is due at once, and does not overflow into no end")
  void dueAtOnce() {
    loop.run();
    assertTrue(line.peered);
    assertEquals(List.of(0L), line.waits);
  }

  @Test
  @DisplayName("with nothing due it rests until the next look at the other end, and no longer")
  void rests() {
    var _ = loop.round(System.nanoTime());
    var _ = loop.round(System.nanoTime());
    loop.run();
    assertTrue(line.waits.getFirst() <= REST, "" + line.waits);
    assertTrue(line.waits.getFirst() > 0, "" + line.waits);
  }
}
