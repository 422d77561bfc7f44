package dev.etherloom.binder.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.frames.io.Account;
import dev.etherloom.frames.io.DatagramPair;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.FrameSource;
import dev.etherloom.frames.io.PollSet;
import dev.etherloom.frames.io.SendBatch;
import dev.etherloom.frames.io.SocketFile;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A link whose ring the test fills. A UNIX socket stands for the packet socket: what is put in at
 * its other end is a copy that waits, as TP_STATUS_COPY promises one.
 */
@SuppressWarnings("NullAway.Init")
class PacketLinkTest {
  private static final Slice NOTHING_LEFT = Slice.hex("00 00 0000 0000 0000 0000");

  @TempDir Path folder;
  private final Kernel kernel = new Kernel();
  private final List<Slice> toLogic = new ArrayList<>();
  private DatagramPair near;
  private DatagramPair far;
  private PacketLink link;

  @BeforeEach
  void open() throws IOException {
    near = pair("near", "far");
    far = pair("far", "near");
    near.meet(0);
    far.meet(0);
    link = PacketLink.adopt(near.fd(), new Interface("none", 1), true);
    link.receiveFrom(Option.of(kernel.ring()));
  }

  @AfterEach
  void close() {
    near.close();
    far.close();
  }

  private DatagramPair pair(String own, String peer) throws IOException {
    return DatagramPair.open(
        new SocketFile(folder.resolve(own)),
        new SocketFile(folder.resolve(peer)),
        0660,
        Account.current(),
        new FrameMemory());
  }

  /** A frame of {@code length} octets that tells its number. */
  private static Slice frame(int number, int length) {
    var out = Writer.allocate(length).put(Slice.hex("020000000001 020000000002 88b5"));
    out.u32(number);
    for (int i = 18; i < length; i++) {
      out.u8(number + i);
    }
    return out.written();
  }

  /** A copy of a frame comes to wait in the socket. */
  private void copy(Slice frame) {
    copy(NOTHING_LEFT, frame);
  }

  private void copy(Slice header, Slice frame) {
    var memory = new FrameMemory();
    int start = FrameMemory.slot(0);
    header.copyTo(memory.octets(), start);
    frame.copyTo(memory.octets(), start + header.length());
    var batch = new SendBatch(memory);
    batch.add(start, header.length() + frame.length());
    far.send(batch, PollSet.untilWritable(far.fd()), 0);
  }

  /** Logic's memory, which has room for so many frames. */
  private final class Straight implements ToLogic {
    private final FrameMemory memory = new FrameMemory();
    private int room;

    Straight(int room) {
      this.room = room;
    }

    @Override
    public void accept(SendBatch batch) {
      take(batch);
    }

    @Override
    public boolean straight(FrameSource source, int length) {
      if (room == 0) {
        return false;
      }
      int start = FrameMemory.slot(room--);
      if (source.write(memory, start, length)) {
        var octets = new byte[length];
        memory.octets().get(start, octets);
        toLogic.add(Slice.owning(octets));
      }
      return true;
    }
  }

  private void take(SendBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      var octets = new byte[batch.length(i)];
      batch.memory().octets().get(batch.start(i), octets);
      toLogic.add(Slice.owning(octets));
    }
    batch.clear();
  }

  private long counted(LinkEvent event) {
    return link.counters().get(event);
  }

  @Test
  @DisplayName("what is longer than a slot comes whole, in its turn among the others")
  void longFrames() {
    var frames = List.of(frame(0, 60), frame(1, 8_000), frame(2, 60), frame(3, 3_000));
    for (var frame : frames) {
      boolean waits = frame.length() > ReceiveRing.SLOT;
      assertTrue(kernel.put(frame, waits ? Kernel.USER | Kernel.COPY : Kernel.USER));
      if (waits) {
        copy(frame);
      }
    }
    assertEquals(4, link.receive(this::take));
    assertEquals(frames, toLogic);
    assertEquals(4, counted(LinkEvent.RECEIVED));
    assertEquals(Kernel.SLOTS, kernel.free());
  }

  @Test
  @DisplayName("a copy that a slot promises and the socket has not is counted; others are whole")
  void copyMissing() {
    var there = frame(0, 4_000);
    copy(there);
    assertTrue(kernel.put(there, Kernel.USER | Kernel.COPY));
    assertTrue(kernel.put(frame(1, 4_000), Kernel.USER | Kernel.COPY));
    var last = frame(2, 60);
    assertTrue(kernel.put(last, Kernel.USER));
    assertEquals(3, link.receive(this::take));
    assertEquals(List.of(there, last), toLogic);
    assertEquals(1, counted(LinkEvent.RING_FULL));
    assertEquals(2, counted(LinkEvent.RECEIVED));
  }

  @Test
  @DisplayName("cut to a slot, because the socket's memory was full: counted, not passed on")
  void cut() {
    assertTrue(kernel.put(frame(0, 4_000), Kernel.USER));
    assertTrue(kernel.put(frame(1, 60), Kernel.USER));
    assertEquals(2, link.receive(this::take));
    assertEquals(List.of(frame(1, 60)), toLogic);
    assertEquals(1, counted(LinkEvent.RING_FULL));
    assertEquals(1, counted(LinkEvent.RECEIVED));
  }

  @Test
  @DisplayName("copies beyond a batch are found at their own slots, later too")
  void manyCopies() {
    var frames = new ArrayList<Slice>();
    for (int i = 0; i < 150; i++) {
      var frame = frame(i, i % 3 == 2 ? 60 : 2_500);
      frames.add(frame);
      if (i % 3 != 2) {
        copy(frame);
      }
      assertTrue(kernel.put(frame, i % 3 == 2 ? Kernel.USER : Kernel.USER | Kernel.COPY));
    }
    for (int count : List.of(64, 64, 22, 0)) {
      assertEquals(count, link.receive(this::take));
    }
    assertEquals(frames, toLogic);
  }

  @Test
  @DisplayName("the tag that a slot tells is put back")
  void tag() {
    var bare = frame(1, 60);
    int status = Kernel.USER | Kernel.VLAN_VALID | Kernel.VLAN_PROTOCOL_VALID;
    assertTrue(kernel.put(bare, status, 7, 0x8100));
    assertEquals(1, link.receive(this::take));
    var out = Writer.allocate(64).put(bare.first(12)).put(Slice.hex("81000007"));
    assertEquals(List.of(out.put(bare.from(12)).written()), toLogic);
  }

  @Test
  @DisplayName("what waits goes straight to where logic reads it, while there is room, in its turn")
  void straight() {
    var frames =
        List.of(frame(0, 60), frame(1, 8_000), frame(2, 60), frame(3, 3_000), frame(4, 60));
    for (var frame : frames) {
      boolean waits = frame.length() > ReceiveRing.SLOT;
      assertTrue(kernel.put(frame, waits ? Kernel.USER | Kernel.COPY : Kernel.USER));
      if (waits) {
        copy(frame);
      }
    }
    var logic = new Straight(1);
    assertEquals(5, link.receive(logic));
    assertEquals(frames, toLogic);
    assertEquals(0, logic.room);
    assertEquals(5, counted(LinkEvent.RECEIVED));
  }

  @Test
  @DisplayName(
      "its checksum is completed there; what is to be changed otherwise goes the other way")
  void straightWithWorkLeft() {
    var header = Slice.hex("01 01 3600 a805 0e00 0400"); // the sum from 14 on goes to 18
    kernel.header(header);
    var frame = frame(1, 20_000);
    assertTrue(kernel.put(frame, Kernel.USER | Kernel.COPY));
    copy(header, frame);
    int tagged = Kernel.USER | Kernel.COPY | Kernel.VLAN_VALID | Kernel.VLAN_PROTOCOL_VALID;
    assertTrue(kernel.put(frame, tagged, 7, 0x8100));
    copy(header, frame);
    var logic = new Straight(2);
    assertEquals(2, link.receive(logic));
    assertEquals(1, logic.room);
    assertEquals(2, counted(LinkEvent.COMPLETED));
    for (var one : toLogic) {
      assertTrue(InternetChecksum.of(one.from(14)).plus((long) frame.u16(18)).verifies());
    }
  }

  @Test
  @DisplayName("a copy that is not there, or is not what its slot says: counted, nothing is sent")
  void straightAndMissing() {
    assertTrue(kernel.put(frame(0, 4_000), Kernel.USER | Kernel.COPY));
    assertEquals(1, link.receive(new Straight(9)));
    copy(frame(1, 5_000));
    assertTrue(kernel.put(frame(1, 4_000), Kernel.USER | Kernel.COPY));
    assertEquals(1, link.receive(new Straight(9)));
    assertEquals(List.of(), toLogic);
    assertEquals(2, counted(LinkEvent.RING_FULL));
    assertEquals(0, counted(LinkEvent.RECEIVED));
  }
}
