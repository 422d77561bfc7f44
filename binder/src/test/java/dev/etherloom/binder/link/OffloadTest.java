package dev.etherloom.binder.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.frames.io.Counters;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.SendBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffloadTest {
  private static final int START = 64;
  private final Counters<LinkEvent> counters = new Counters<>(LinkEvent.class, LinkEvent::label);
  private final List<Slice> cut = new ArrayList<>();

  /** A TCP frame with the given flags and payload, its checksum not made. */
  private static Slice tcp(boolean v4, boolean tagged, int flags, int payload) {
    var out = Writer.allocate(FrameMemory.MAX_FRAME + 100);
    out.put(Slice.hex("020000000002 020000000001" + (tagged ? "81000007" : "")));
    if (v4) {
      out.u16(0x0800).u8(0x45).u8(0).u16(40 + payload).u16(0xfffe).u16(0x4000);
      out.u8(64).u8(6).u16(0).put(Slice.hex("0a000001 0a000002"));
    } else {
      out.u16(0x86dd).u32(0x6000_0000L).u16(20 + payload).u8(6).u8(64);
      out.put(Slice.hex("20010db8".repeat(8)));
    }
    out.u16(1000).u16(80).u32(0xffff_ff00L).u32(1).u8(0x50).u8(flags).u16(500).u32(0);
    for (int i = 0; i < payload; i++) {
      out.u8(i * 7);
    }
    return out.written();
  }

  private static ByteBuffer memory(Slice frame) {
    var octets = ByteBuffer.allocate(START + frame.length());
    frame.copyTo(octets, START);
    return octets;
  }

  private void take(SendBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      var octets = new byte[batch.length(i)];
      batch.memory().octets().get(batch.start(i), octets);
      cut.add(Slice.owning(octets));
    }
    batch.clear();
  }

  private static boolean verifies(Slice frame, TcpShape shape) {
    var segment = frame.from(shape.tcp());
    var addresses =
        shape.isIpv4() ? frame.slice(shape.ip() + 12, 8) : frame.slice(shape.ip() + 8, 32);
    return InternetChecksum.of(addresses).plus(6).plus(segment.length()).plus(segment).verifies();
  }

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  @DisplayName("segments hold the payload in order, each a right TCP frame")
  void segments(boolean v4, boolean tagged) {
    var whole = tcp(v4, tagged, 0x99, 60_000); // CWR, ACK, PSH, FIN
    var shape = TcpShape.of(memory(whole), START, whole.length());
    new Segmentation().cut(memory(whole), START, whole.length(), shape, 1448, this::take);
    assertEquals(42, cut.size());
    @Var int at = 0;
    for (int i = 0; i < cut.size(); i++) {
      var frame = cut.get(i);
      var payload = frame.from(shape.headers());
      assertEquals(whole.slice(shape.headers() + at, payload.length()), payload);
      assertEquals((int) (0xffff_ff00L + at), frame.i32(shape.tcp() + 4), "sequence number");
      boolean last = i == cut.size() - 1;
      assertEquals((i == 0 ? 0x90 : 0x10) | (last ? 9 : 0), frame.u8(shape.tcp() + 13), "flags");
      assertTrue(verifies(frame, shape), "TCP checksum of segment " + i);
      if (v4) {
        assertTrue(InternetChecksum.of(frame.slice(shape.ip(), 20)).verifies());
        assertEquals(0xfffe + i & 0xffff, frame.u16(shape.ip() + 4), "identification");
        assertEquals(frame.length() - shape.ip(), frame.u16(shape.ip() + 2), "total length");
      }
      at += payload.length();
    }
    assertEquals(60_000, at);
  }

  /** A frame behind a header that says what is left to do. */
  private boolean accept(boolean offload, Slice frame, String header) {
    return accept(offload, frame, header, VlanTag.NONE);
  }

  private boolean accept(boolean offload, Slice frame, String header, int tag) {
    var memory = new FrameMemory();
    int start = FrameMemory.slot(0);
    frame.copyTo(memory.octets(), start);
    Slice.hex(header).copyTo(memory.octets(), start - VnetHeader.LENGTH);
    var incoming = new Incoming(memory, offload, counters);
    incoming.take(start, frame.length(), tag, this::take);
    int before = cut.size();
    incoming.flush(this::take);
    return cut.size() > before;
  }

  /** A struct tpacket_auxdata in its control message, as the kernel writes it (little-endian). */
  private static ByteBuffer auxdata(int status, int control, int protocol) {
    var message = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    message.putLong(36).putInt(PacketSocket.SOL_PACKET).putInt(PacketSocket.PACKET_AUXDATA);
    message.putInt(status).putInt(64).putInt(64).putShort((short) 0).putShort((short) 14);
    return message.putShort((short) control).putShort((short) protocol);
  }

  @ParameterizedTest
  @CsvSource({
    "0x01, 7, 0x8100, 0", // no tag: TP_STATUS_USER alone
    "0x11, 0x6007, 0, 0x81006007", // a kernel that does not tell the protocol
    "0x51, 0x6007, 0x8100, 0x81006007",
    "0x51, 0x0fff, 0x88a8, 0x88a80fff",
    "0x51, 0, 0x8100, 0x81000000" // a priority tag with everything zero is one
  })
  @DisplayName("the tag is what PACKET_AUXDATA tells (packet(7))")
  void strippedTag(String status, String control, String protocol, String tag) {
    var message =
        auxdata(Integer.decode(status), Integer.decode(control), Integer.decode(protocol));
    assertEquals(Long.decode(tag).intValue(), VlanTag.told(message, 0));
    assertEquals(VlanTag.NONE, VlanTag.told(message, -1));
    message.putInt(12, 9);
    assertEquals(VlanTag.NONE, VlanTag.told(message, 0), "another kind of message");
  }

  @Test
  @DisplayName("a tag that the kernel took off is put back, in whole frames and in cut ones")
  void putsTagsBack() {
    var tagged = tcp(true, true, 0x10, 5_000);
    var out = Writer.allocate(tagged.length());
    var bare = out.put(tagged.first(12)).put(tagged.from(16)).written();
    assertTrue(accept(true, bare, "00 00 0000 0000 0000 0000", 0x81000007));
    assertEquals(tagged, cut.getFirst());
    cut.clear();
    assertFalse(accept(false, bare, "01 01 3600 a805 2200 1000", 0x81000007));
    assertEquals(4, cut.size());
    for (var frame : cut) {
      assertEquals(tagged.first(16), frame.first(16));
      assertTrue(verifies(frame, TcpShape.of(memory(frame), START, frame.length())));
    }
    assertEquals(5, counters.get(LinkEvent.RETAGGED));
  }

  private static Slice unfinished() {
    var frame = tcp(true, false, 0x10, 100);
    var octets = frame.toBytes();
    int pseudo = ~InternetChecksum.of(frame.slice(26, 8)).plus(6).plus(120).value() & 0xffff;
    octets[50] = (byte) (pseudo >> 8);
    octets[51] = (byte) pseudo;
    return Slice.owning(octets);
  }

  @Test
  @DisplayName("an unfinished checksum is completed (NEEDS_CSUM, csum_start 34, csum_offset 16)")
  void completes() {
    var frame = unfinished();
    assertTrue(accept(true, frame, "01 00 0000 0000 2200 1000"));
    assertTrue(verifies(cut.getFirst(), TcpShape.of(memory(frame), START, frame.length())));
    assertEquals(1, counters.get(LinkEvent.COMPLETED));
  }

  @Test
  void leavesAloneWhatIsFinished() {
    var frame = tcp(true, false, 0x10, 100);
    assertTrue(accept(true, frame, "00 00 0000 0000 0000 0000"));
    assertEquals(frame, cut.getFirst());
  }

  @Test
  void refusesAChecksumOutsideTheFrame() {
    assertFalse(accept(true, unfinished(), "01 00 0000 0000 ffff 1000"));
    assertEquals(1, counters.get(LinkEvent.MALFORMED));
  }

  @Test
  @DisplayName("super-frames pass whole with offload, and are cut to the size they name without")
  void superFrames() {
    var frame = tcp(true, false, 0x10, 5_000);
    assertTrue(accept(true, frame, "01 01 3600 a805 2200 1000"));
    cut.clear();
    assertFalse(accept(false, frame, "01 01 3600 a805 2200 1000"));
    assertEquals(4, cut.size());
    assertEquals(1, counters.get(LinkEvent.SEGMENTED));
  }

  @Test
  @DisplayName("longer than any link's frames, and nobody coalesced it: logic could not trust it")
  void longerThanLinksTake() {
    var frame = tcp(true, false, 0x10, 20_000);
    assertFalse(accept(true, frame, "00 00 0000 0000 0000 0000"));
    assertEquals(1, counters.get(LinkEvent.OVERSIZE));
    assertTrue(accept(true, frame, "01 01 3600 a805 2200 1000"));
    assertTrue(accept(true, tcp(true, false, 0x10, 8_900), "00 00 0000 0000 0000 0000"));
  }

  @Test
  void udpSuperFramesAreRefused() {
    assertFalse(accept(true, tcp(true, false, 0x10, 5_000), "01 05 2a00 a805 2200 0600"));
    assertEquals(1, counters.get(LinkEvent.MALFORMED));
  }

  @ParameterizedTest
  @CsvSource({"0", "13", "33", "40", "53"})
  void whatIsCutIsNoTcp(int length) {
    var frame = tcp(true, false, 0x10, 100).first(length);
    assertFalse(TcpShape.of(memory(frame), START, length).isTcp());
  }
}
