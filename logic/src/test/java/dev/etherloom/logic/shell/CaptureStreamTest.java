package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.capture.CaptureError;
import dev.etherloom.logic.capture.CaptureFile;
import dev.etherloom.logic.capture.CaptureFile.Reading;
import dev.etherloom.logic.capture.CaptureRecord;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, pipes, compressed ones, and those that end too early. */
class CaptureStreamTest {
  private static Slice packet(int seed, int size) {
    var octets = new byte[size];
    Arrays.fill(octets, (byte) seed);
    return Slice.owning(octets);
  }

  /** Packets of up to 256 KiB, of which several chunks are made. */
  private static byte[] large() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        new CaptureFile(ByteOrder.LITTLE_ENDIAN)
            .pcap(CaptureFile.MICROS, 4, 0, 1)
            .toSlice()
            .toBytes());
    for (int i = 0; i < 40; i++) {
      var packet = packet(i, i * 6_721);
      out.writeBytes(
          new CaptureFile(ByteOrder.LITTLE_ENDIAN)
              .pcapPacket(i, 0, packet.length(), packet)
              .toSlice()
              .toBytes());
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] octets) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(octets);
    }
    return out.toByteArray();
  }

  private static Reading read(InputStream input) throws IOException {
    try (var stream = CaptureStream.of(input)) {
      return all(stream);
    }
  }

  private static Reading all(CaptureStream stream) {
    @Var Vector<CaptureRecord> records = Vector.empty();
    while (stream.advance()) {
      records = records.append(stream.record());
    }
    assertFalse(stream.advance());
    return new Reading(records, stream.error());
  }

  /** Gives an octet or a few at a time, as a slow pipe does. */
  private static InputStream trickle(byte[] octets) {
    return new ByteArrayInputStream(octets) {
      @Override
      public synchronized int read(byte[] target, int at, int size) {
        return super.read(target, at, Math.min(size, 1 + pos % 7));
      }
    };
  }

  @Test
  void sameAsThePureReader() throws IOException {
    var file = large();
    var expected = CaptureFile.read(Slice.owning(file));
    assertEquals(40, expected.records().size());
    assertEquals(expected, read(new ByteArrayInputStream(file)));
    assertEquals(expected, read(trickle(file)));
    assertEquals(expected, read(new ByteArrayInputStream(gzip(file))));
  }

  @Test
  void files(@TempDir Path folder) throws IOException {
    var file = large();
    var path = Files.write(folder.resolve("a.pcap"), file);
    try (var stream = CaptureStream.open(path)) {
      assertEquals(CaptureFile.read(Slice.owning(file)), all(stream));
    }
  }

  @Test
  @DisplayName("a record is there before the pipe has more")
  void pipe() throws IOException {
    var header = new CaptureFile(ByteOrder.BIG_ENDIAN).pcap(CaptureFile.NANOS, 4, 0, 1);
    try (var out = new PipedOutputStream();
        var in = new PipedInputStream(out)) {
      out.write(header.pcapPacket(0, 0, 9, packet(1, 9)).toSlice().toBytes());
      out.flush();
      var stream = CaptureStream.of(in);
      assertTrue(stream.advance());
      assertEquals(packet(1, 9), stream.record().captured());
    }
  }

  @Test
  void cut() throws IOException {
    var file = large();
    var less = Arrays.copyOf(file, file.length - 1);
    var found = read(new ByteArrayInputStream(less));
    assertEquals(39, found.records().size());
    long last = 39 * 6_721L;
    assertEquals(
        Option.some(
            new CaptureError.Cut(file.length - 16 - last, "packet", 16 + last, 16 + last - 1)),
        found.error());
    assertEquals(
        Option.some(new CaptureError.Cut(0, "file header", 4, 0)),
        read(InputStream.nullInputStream()).error());
    assertEquals(
        Option.some(new CaptureError.Cut(0, "file header", 4, 1)),
        read(new ByteArrayInputStream(new byte[1])).error());
  }

  @Test
  @DisplayName("a compressed file that is cut gives its whole records, then says so")
  void cutGzip() throws IOException {
    var file = gzip(large());
    for (int length = 2; length < file.length; length += 509) {
      var found = read(new ByteArrayInputStream(Arrays.copyOf(file, length)));
      assertInstanceOf(CaptureError.Unreadable.class, found.error().get());
    }
    var found = read(new ByteArrayInputStream(Arrays.copyOf(file, file.length - 1)));
    assertEquals(40, found.records().size());
    var broken = file.clone();
    broken[3] = (byte) 0xff;
    assertTrue(read(new ByteArrayInputStream(broken)).error().isDefined());
  }

  @Test
  @DisplayName("an unknown block of many chunks is skipped, and one that is cut is told of")
  void hugeBlock() throws IOException {
    int length = 40 << 20;
    var start = new CaptureFile(ByteOrder.BIG_ENDIAN).section();
    start.onInterface(1, 0, start.body()).u32(0x77, length);
    var end = start.body().u32(length).enhanced(0, 1, 4, packet(3, 4), Slice.EMPTY);
    var found = read(around(start, length - 12L, end));
    assertEquals(Option.none(), found.error());
    assertEquals(1, found.records().size());
    assertEquals(
        Option.some(new CaptureError.Cut(48, "block of type 0x00000077", length, 8 + (5 << 20))),
        read(around(start, 5 << 20, start.body())).error());
  }

  private static InputStream around(CaptureFile start, long zeros, CaptureFile end) {
    return new SequenceInputStream(
        new ByteArrayInputStream(start.toSlice().toBytes()),
        new SequenceInputStream(
            new Zeros(zeros), new ByteArrayInputStream(end.toSlice().toBytes())));
  }

  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int at, int size) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, size);
      Arrays.fill(target, at, at + count, (byte) 0);
      left -= count;
      return count;
    }
  }

  @Test
  @DisplayName("an input that breaks gives what came before")
  void broken() throws IOException {
    var file = Arrays.copyOf(large(), 100_000);
    var failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public int read(byte[] target, int at, int size) throws IOException {
            return read();
          }
        };
    var found = read(new SequenceInputStream(new ByteArrayInputStream(file), failing));
    assertEquals(CaptureFile.read(Slice.owning(file)).records(), found.records());
    assertEquals(
        "input at octet 100000 cannot be read: java.io.IOException: gone",
        found.error().get().toString());
  }
}
