package dev.etherloom.logic.capture;

import static dev.etherloom.logic.capture.CaptureFile.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made by hand in both orders, what the writer writes, cut and mutated ones. */
class CaptureReaderTest {
  private static final int MUTATIONS = 100_000;
  private static final Slice FIVE = Slice.utf8("abcde");
  private static final Slice SIX = Slice.utf8("fghijk");

  static Stream<ByteOrder> orders() {
    return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
  }

  private static CaptureFile classic(ByteOrder order) {
    return new CaptureFile(order)
        .pcap(CaptureFile.MICROS, 4, 65_535, 1)
        .pcapPacket(1, 2, 5, FIVE)
        .pcapPacket(3, 4, 1_500, SIX);
  }

  /** Two sections, the other in the other order; all blocks there are. */
  private static CaptureFile sections(ByteOrder order) {
    var file = new CaptureFile(order).section();
    var comments = file.body().option(1, Slice.utf8("one")).option(2, Slice.of(0, 0, 0, 0));
    var flags = file.body().option(1, Slice.utf8("two")).u16(2).u16(4).u32(2).u32(0);
    file.onInterface(1, 4, file.body().option(2, Slice.utf8("eth0")).u32(0))
        .onInterface(101, 0, file.body().option(9, Slice.of(9)))
        .enhanced(1, 1_700_000_000_123_456_789L, 99, FIVE, comments.toSlice())
        .enhanced(0, 7, 6, SIX, flags.toSlice())
        .block(4, file.body().u32(1, 2, 3))
        .block(5, file.body().u32(0, 0, 0))
        .block(10, file.body().u32(0x544c534b, 0))
        .block(3, file.body().u32(6).padded(SIX.first(4)))
        .block(2, file.body().u16(1).u16(65_535).u32(0, 9, 5, 5).padded(FIVE))
        .block(0x0bad, file.body().u32(32_473).put(Slice.utf8("ours")))
        .block(0x7fff_0000, file.body());
    var other =
        new CaptureFile(
                order == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
            .section();
    other.onInterface(113, 0, other.body().u32(0)).enhanced(0, 1, 5, FIVE, Slice.EMPTY);
    return file.put(other.toSlice());
  }

  @ParameterizedTest
  @MethodSource("orders")
  void pcap(ByteOrder order) {
    var via = new CaptureInterface(0, Option.none(), 1, 65_535, TimeScale.MICROSECONDS);
    var found = read(classic(order).toSlice());
    assertEquals(Option.none(), found.error());
    assertEquals(
        Vector.of(
            new CaptureRecord.Packet(
                Option.some(1_000_002_000L), FIVE, 5, via, Option.none(), Vector.empty()),
            new CaptureRecord.Packet(
                Option.some(3_000_004_000L), SIX, 1_500, via, Option.none(), Vector.empty())),
        found.records());
  }

  @ParameterizedTest
  @MethodSource("orders")
  @DisplayName("nanoseconds, a time and a fraction at their limits, link types with FCS bits")
  void pcapExtremes(ByteOrder order) {
    var found =
        read(
            new CaptureFile(order)
                .pcap(CaptureFile.NANOS, 4, 0, 0x3000_0001)
                .pcapPacket(0xffff_ffffL, 0xffff_ffffL, 0, FIVE)
                .toSlice());
    assertEquals(Option.none(), found.error());
    assertEquals(1, found.packet(0).linkType());
    assertEquals(0, found.packet(0).via().snapLength());
    assertEquals(
        Option.some(0xffff_ffffL * 1_000_000_000L + 0xffff_ffffL), found.packet(0).unixNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0xffff_ffffL})
  @DisplayName("a snap length that is not true does not matter")
  void snapLengths(long snapLength) {
    var file =
        new CaptureFile(ByteOrder.LITTLE_ENDIAN)
            .pcap(CaptureFile.MICROS, 4, snapLength, 1)
            .pcapPacket(0, 0, 5, FIVE);
    assertEquals(FIVE, read(file.toSlice()).packet(0).captured());
  }

  @Test
  @DisplayName("before version 2.4 the lengths stood the other way round")
  void oldVersions() {
    for (int minor : new int[] {2, 3}) {
      var file = new CaptureFile(ByteOrder.BIG_ENDIAN).pcap(CaptureFile.MICROS, minor, 96, 1);
      file.u32(0, 0, 60, 5).put(FIVE);
      assertEquals(FIVE, read(file.toSlice()).packet(0).captured());
      assertEquals(60, read(file.toSlice()).packet(0).originalLength());
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void pcapng(ByteOrder order) {
    var found = read(sections(order).toSlice());
    assertEquals(Option.none(), found.error());
    assertEquals(6, found.records().size());
    var eth0 = new CaptureInterface(0, Option.some("eth0"), 1, 4, TimeScale.MICROSECONDS);
    var raw = new CaptureInterface(1, Option.none(), 101, 0, TimeScale.NANOSECONDS);

    var enhanced = found.packet(0);
    assertEquals(Option.some(1_700_000_000_123_456_789L), enhanced.unixNanos());
    assertEquals(raw, enhanced.via());
    assertEquals(FIVE, enhanced.captured());
    assertEquals(99, enhanced.originalLength());
    assertEquals(Vector.of("one"), enhanced.comments());
    assertEquals(Option.none(), enhanced.direction());

    assertEquals(Option.some(7_000L), found.packet(1).unixNanos());
    assertEquals(eth0, found.packet(1).via());
    assertEquals(Option.some(Direction.OUTBOUND), found.packet(1).direction());
    assertEquals(Vector.of(1, 2), found.packet(1).options().map(CaptureOption::code));

    assertEquals(
        new CaptureRecord.Packet(
            Option.none(), SIX.first(4), 6, eth0, Option.none(), Vector.empty()),
        found.packet(2));
    assertEquals(
        new CaptureRecord.Packet(Option.some(9L), FIVE, 5, raw, Option.none(), Vector.empty()),
        found.packet(3));
    assertEquals(new CaptureRecord.Custom(32_473, Slice.utf8("ours")), found.records().get(4));
    assertEquals(113, found.packet(5).linkType());
  }

  @Test
  @DisplayName("what Pcapng writes is read back the same")
  void writerLaw() {
    var random = new SplittableRandom(11);
    for (int i = 0; i < 200; i++) {
      var out = Writer.allocate(1 << 20);
      var name = "tap" + "é".repeat(random.nextInt(20));
      out.put(Pcapng.fileHeader(name));
      var via = new CaptureInterface(0, Option.some(name), 1, 262_144, TimeScale.NANOSECONDS);
      @Var Vector<CaptureRecord> written = Vector.empty();
      for (int n = random.nextInt(20); n > 0; n--) {
        var octets = new byte[random.nextInt(2_000)];
        random.nextBytes(octets);
        var frame = Slice.owning(octets);
        var direction = random.nextBoolean() ? Direction.INBOUND : Direction.OUTBOUND;
        long nanos = random.nextLong() >>> 1;
        out.put(Pcapng.packet(nanos, direction, frame));
        written =
            written.append(
                new CaptureRecord.Packet(
                    Option.some(nanos),
                    frame,
                    frame.length(),
                    via,
                    Option.some(direction),
                    Vector.of(new CaptureOption(2, Slice.of(0, 0, 0, direction.flag())))));
      }
      assertEquals(new CaptureFile.Reading(written, Option.none()), read(out.written()));
    }
  }

  private static Stream<Slice> files() {
    return orders().flatMap(o -> Stream.of(classic(o).toSlice(), sections(o).toSlice()));
  }

  @ParameterizedTest
  @MethodSource("files")
  @DisplayName("how many octets are shown at a time does not matter")
  void windows(Slice file) {
    var all = read(file);
    for (int window = 0; window < file.length(); window++) {
      assertEquals(all, read(file, window));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  @DisplayName("cut at every octet: all whole records, then one error that says where")
  void cut(Slice file) {
    var ends = ends(file);
    var all = read(file).records();
    assertTrue(ends.contains((long) file.length()));
    for (int length = 0; length < file.length(); length++) {
      long size = length;
      var found = read(file.first(length));
      var start = ends.filter(end -> end <= size).lastOption().getOrElse(0L);
      int whole = read(file.first(start.intValue())).records().size();
      assertEquals(all.take(whole), found.records());
      if (start == size && size > 0) {
        assertEquals(Option.none(), found.error());
      } else {
        var cut = assertInstanceOf(CaptureError.Cut.class, found.error().get());
        assertEquals(start, cut.offset());
        assertEquals(length - start, cut.actual());
        assertTrue(cut.required() > cut.actual());
      }
    }
  }

  /** Where the parts of a file end. */
  private static Vector<Long> ends(Slice file) {
    @Var var state = CaptureState.START;
    @Var Vector<Long> ends = Vector.empty();
    while (state.position() < file.length()) {
      state =
          switch (CaptureReader.next(state, file.from((int) state.position()))) {
            case Progress.Skip skip -> skip.then();
            case Progress.Found found -> found.then();
            case Progress other -> throw new AssertionError(other);
          };
      ends = ends.append(state.position());
    }
    return ends;
  }

  @Test
  @DisplayName("100,000 mutations: no exception, no hang, records within their limits")
  void mutations() {
    var random = new SplittableRandom(4711);
    var seeds = files().toArray(Slice[]::new);
    int[] telling = {0, 1, 4, 12, 0x7f, 0x80, 0xff};
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int i = 0; i < MUTATIONS; i++) {
            var octets = seeds[i % seeds.length].toBytes();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
              int value = random.nextBoolean() ? random.nextInt(256) : telling[random.nextInt(7)];
              octets[random.nextInt(octets.length)] = (byte) value;
            }
            var file = Slice.owning(octets).first(octets.length - random.nextInt(4));
            var found = read(file, 1 + random.nextInt(64));
            assertTrue(found.records().size() <= 7);
          }
        });
  }

  private static CaptureError refusal(CaptureFile file) {
    return read(file.toSlice()).error().get();
  }

  @Test
  void pcapRefusals() {
    assertEquals(new CaptureError.Cut(0, "file header", 4, 0), read(Slice.EMPTY).error().get());
    assertEquals(
        "file header at octet 0: magic number is 1 (0x1), expected that of a pcap or pcapng file",
        refusal(new CaptureFile(ByteOrder.BIG_ENDIAN).u32(1, 2, 3, 4, 5, 6)).toString());
    assertEquals(
        new CaptureError.BadField(4, "file header", "major version", 3, "2"),
        refusal(
            new CaptureFile(ByteOrder.LITTLE_ENDIAN)
                .u32(CaptureFile.MICROS)
                .u16(3)
                .u16(4)
                .u32(0, 0, 0, 0)));
    for (long length : new long[] {262_145, 0x7fff_ffff, 0xffff_ffffL}) {
      assertEquals(
          new CaptureError.BadField(
              24 + 21 + 8, "packet", "captured length", length, "at most 262144"),
          refusal(
              new CaptureFile(ByteOrder.LITTLE_ENDIAN)
                  .pcap(CaptureFile.MICROS, 4, 0, 1)
                  .pcapPacket(0, 0, 0, FIVE)
                  .u32(0, 0, length, 0)));
    }
  }

  private static CaptureFile one() {
    var file = new CaptureFile(ByteOrder.LITTLE_ENDIAN).section();
    return file.onInterface(1, 0, file.body());
  }

  @Test
  void pcapngRefusals() {
    int at = 28 + 20;
    var epb = "enhanced packet block";
    assertEquals(
        new CaptureError.BadField(at + 4, epb, "block length", 33, "a multiple of 4 from 12 on"),
        refusal(one().u32(6, 33, 0)));
    assertEquals(
        new CaptureError.BadField(at + 4, epb, "block length", 0xffff_fffcL, "at most 16777216"),
        refusal(one().u32(6, 0xffff_fffcL, 0)));
    assertEquals(
        new CaptureError.BadField(at + 28, epb, "second block length", 36, "the first, 32"),
        refusal(one().u32(6, 32, 0, 0, 0, 0, 0, 36)));
    assertEquals(
        new CaptureError.BadField(at + 8, epb, "interface", 1, "one of the section's 1"),
        refusal(one().enhanced(1, 0, 0, FIVE, Slice.EMPTY)));
    assertEquals(
        new CaptureError.BadField(at + 20, epb, "captured length", 5, "at most 4"),
        refusal(one().u32(6, 36, 0, 0, 0, 5, 5, 0, 36)));
    assertEquals(
        new CaptureError.BadField(at + 8 + 20 + 8 + 2, epb, "option length", 8, "at most 0"),
        refusal(one().enhanced(0, 0, 0, FIVE, Slice.of(1, 0, 8, 0))));
    assertEquals(
        new CaptureError.BadField(8, "section header block", "byte-order magic", 1, "0x1a2b3c4d"),
        refusal(new CaptureFile(ByteOrder.BIG_ENDIAN).u32(0x0a0d0d0a, 28, 1)));
  }

  @Test
  @DisplayName("a block with ever so many empty options is refused")
  void options() {
    var file = one();
    var options = file.body();
    for (int i = 0; i < 4_097; i++) {
      options.option(99, Slice.EMPTY);
    }
    assertEquals(
        "option",
        ((CaptureError.BadField) refusal(file.enhanced(0, 0, 0, FIVE, options.toSlice()))).field());
  }

  @Test
  @DisplayName("an unknown block of 4 GiB is asked to be dropped, not shown")
  void huge() {
    var file = one().toSlice();
    var state = new CaptureState(file.length(), section(file).format());
    var block = new CaptureFile(ByteOrder.LITTLE_ENDIAN).u32(0x1234, 0xffff_fffcL, 0).toSlice();
    var skip = assertInstanceOf(Progress.Skip.class, CaptureReader.next(state, block));
    assertEquals(0xffff_fffcL, skip.octets());
    assertEquals(
        "block of type 0x00001234 at octet 48 is cut: it requires 4294967292 octets, there are 12",
        skip.cut(12).toString());
  }

  private static CaptureState section(Slice file) {
    @Var var state = CaptureState.START;
    while (CaptureReader.next(state, file.from((int) state.position()))
        instanceof Progress.Skip(_, _, var then)) {
      state = then;
    }
    return state;
  }

  @Test
  @DisplayName("records are copies: what was shown may go")
  void copies() {
    var octets = classic(ByteOrder.BIG_ENDIAN).toSlice().toBytes();
    var records = read(Slice.owning(octets)).records();
    java.util.Arrays.fill(octets, (byte) 0);
    assertEquals(FIVE, records.head().captured());
  }
}
