package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.capture.CaptureFile;
import dev.etherloom.logic.capture.CaptureRecord;
import dev.etherloom.logic.capture.Direction;
import dev.etherloom.logic.capture.Pcapng;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Capture files of both formats: the first octets say which. */
final class CaptureChecks {
  private CaptureChecks() {}

  /** Read in one view or octet by octet it is the same; and what was read can be written. */
  static void file(Slice input) {
    var reading = CaptureFile.read(input);
    assertEquals(reading, CaptureFile.read(input, 1));
    long octets = reading.records().map(it -> (long) it.captured().length()).sum().longValue();
    assertTrue(octets <= input.length());
    for (var error : reading.error()) {
      assertTrue(error.offset() >= 0 && error.offset() <= input.length(), error::toString);
      assertTrue(!error.where().isEmpty() && error.toString().contains("octet " + error.offset()));
    }
    written(
        reading
            .records()
            .filter(CaptureRecord.Packet.class::isInstance)
            .map(CaptureRecord.Packet.class::cast));
  }

  private static void written(Vector<CaptureRecord.Packet> packets) {
    var header = Pcapng.fileHeader("fuzz");
    var blocks = packets.map(CaptureChecks::block);
    var out =
        Writer.allocate(header.length() + blocks.map(it -> it.length()).sum().intValue())
            .put(header);
    blocks.forEach((Slice block) -> out.put(block));
    var again = CaptureFile.read(out.written());
    assertEquals(Option.none(), again.error());
    assertEquals(
        packets.map(CaptureRecord::captured), again.records().map(CaptureRecord::captured));
    assertEquals(
        packets.map(CaptureChecks::time),
        again.records().map(it -> time((CaptureRecord.Packet) it)));
  }

  private static Slice block(CaptureRecord.Packet packet) {
    var direction = packet.direction().getOrElse(Direction.INBOUND);
    return Pcapng.packet(time(packet), direction, packet.captured()).toSlice();
  }

  /** The writer's clock knows nothing before 1970. */
  private static long time(CaptureRecord.Packet packet) {
    return Math.max(0, packet.unixNanos().getOrElse(0L));
  }
}
