package dev.etherloom.binder.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.binder.link.Link;
import dev.etherloom.binder.link.LinkEvent;
import dev.etherloom.binder.link.ToLogic;
import dev.etherloom.binder.policy.Egress;
import dev.etherloom.binder.policy.MacPattern;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.io.Account;
import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.DatagramPair;
import dev.etherloom.frames.io.DatagramPair.Event;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.FramePair;
import dev.etherloom.frames.io.LibC;
import dev.etherloom.frames.io.PollSet;
import dev.etherloom.frames.io.ReceiveBatch;
import dev.etherloom.frames.io.SendBatch;
import dev.etherloom.frames.io.SocketFile;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayTest {
  private static final Slice GOOD = Slice.hex("ffffffffffff 020000000001 88b5 01");
  private static final Slice SPOOFED = Slice.hex("ffffffffffff 020000000002 88b5 02");

  @TempDir Path folder;

  /** A link that hands over what the test puts in, and keeps what it is given. */
  private static final class FakeLink implements Link {
    final List<Slice> arriving = new ArrayList<>();
    final List<Slice> sent = new ArrayList<>();
    int refreshed;
    boolean refreshedBeforeFrames;
    private final FrameMemory in = new FrameMemory();
    private final FrameMemory out = new FrameMemory();
    private final SendBatch batch = new SendBatch(in);
    private final Counters<LinkEvent> counters = new Counters<>(LinkEvent.class, LinkEvent::label);

    @Override
    public void start() {}

    @Override
    public int fd() {
      return LibC.C.open("/dev/zero", 0); // always readable
    }

    @Override
    public String description() {
      return "fake";
    }

    @Override
    public int receive(ToLogic toLogic) {
      for (var frame : arriving) {
        int start = FrameMemory.slot(batch.count());
        frame.copyTo(in.octets(), start);
        batch.add(start, frame.length());
      }
      int count = arriving.size();
      arriving.clear();
      if (count > 0) {
        toLogic.accept(batch);
      }
      return count;
    }

    @Override
    public FrameMemory outgoing() {
      return out;
    }

    @Override
    public void add(int start, int length) {
      var octets = new byte[length];
      out.octets().get(start, octets);
      sent.add(Slice.owning(octets));
    }

    @Override
    public void flush() {}

    @Override
    public void refresh() {
      refreshed++;
      refreshedBeforeFrames |= !arriving.isEmpty();
    }

    @Override
    public Counters<LinkEvent> counters() {
      return counters;
    }

    @Override
    public void close() {}
  }

  private FramePair pair(Link link) throws IOException {
    return FramePair.open(
        file("b"), file("l"), 0660, Account.current(), FramePair.End.BINDER, link.outgoing());
  }

  private SocketFile file(String name) {
    return new SocketFile(folder.resolve(name));
  }

  @Test
  @DisplayName("what may pass passes byte for byte; what may not is counted and never sent")
  void relays() throws IOException {
    var link = new FakeLink();
    var policy =
        new Egress(Vector.of(MacPattern.parse("02:00:00:00:00:01").get()), Vector.empty(), 0);
    try (var own = pair(link);
        var logic =
            DatagramPair.open(file("l"), file("b"), 0660, Account.current(), new FrameMemory())) {
      var relay = new Relay(link, own, policy, "02:00:00:00:00:01");
      relay.round(0);
      logic.meet(1);
      assertTrue(logic.isPeered());

      link.arriving.add(GOOD);
      relay.round(0);
      var incoming = new ReceiveBatch(new FrameMemory(), 0, false);
      assertEquals(1, logic.receive(incoming));
      assertEquals(GOOD.length(), incoming.length(0));

      var memory = new FrameMemory();
      var outgoing = new SendBatch(memory);
      var frames = List.of(GOOD, SPOOFED, SPOOFED, GOOD.first(13), GOOD);
      for (var frame : frames) {
        int start = FrameMemory.slot(outgoing.count());
        frame.copyTo(memory.octets(), start);
        outgoing.add(start, frame.length());
      }
      logic.send(outgoing, PollSet.untilWritable(logic.fd()), 0);
      relay.round(0);
      assertEquals(List.of(GOOD, GOOD), link.sent);
      assertEquals(2, link.counters().get(LinkEvent.SOURCE));
      assertEquals(1, link.counters().get(LinkEvent.RUNT));
      assertEquals(5, own.counters().get(Event.RECEIVED), "all five are accounted for");
      assertTrue(relay.report().contains("refused by policy, source MAC 2"));
    }
  }

  @Test
  @DisplayName("what is done from time to time is done when no frame waits for it")
  void framesFirst() throws IOException {
    var link = new FakeLink();
    try (var own = pair(link)) {
      var relay = new Relay(link, own, new Egress(Vector.empty(), Vector.empty(), 0), "any");
      link.arriving.add(GOOD);
      relay.round(0);
      assertEquals(0, link.refreshed, "it was due, and may be late");
      relay.round(0);
      assertEquals(1, link.refreshed);
      assertFalse(link.refreshedBeforeFrames);
    }
  }

  @Test
  void withoutLogicAllIsCounted() throws IOException {
    var link = new FakeLink();
    var policy = new Egress(Vector.empty(), Vector.empty(), 0);
    try (var own = pair(link)) {
      var relay = new Relay(link, own, policy, "any");
      for (int i = 0; i < 10; i++) {
        link.arriving.add(GOOD);
        relay.round(0);
      }
      assertEquals(10, own.counters().get(Event.PEER_ABSENT));
    }
  }
}
