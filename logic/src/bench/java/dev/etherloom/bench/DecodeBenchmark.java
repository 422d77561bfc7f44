package dev.etherloom.bench;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.TextWriter;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.capture.CaptureInterface;
import dev.etherloom.logic.capture.CaptureRecord;
import dev.etherloom.logic.capture.TimeScale;
import dev.etherloom.logic.decode.Decoder;
import dev.etherloom.logic.decode.print.JsonPrinter;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Frames a second that the packet decoder takes, layers 2 to 4, one thread: a mix of 10,000 frames,
 * seven in ten TCP with 0…1,400 octets, two UDP, the rest ARP, ICMP and ICMPv6, some of them tagged.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn64m", "-XX:+UseCompactObjectHeaders"})
public class DecodeBenchmark {
  private static final int FRAMES = 10_000;
  private static final String IPV4 = "0a4d0001 0a4d0002";
  private static final String IPV6 = "fd770000000000000000000000000001 fd770000000000000000000000000002";

  private final CaptureRecord[] mix = mix();
  private final JsonPrinter printer = new JsonPrinter(false);
  private final TextWriter text = new TextWriter(1 << 16);

  static CaptureRecord[] mix() {
    var random = new SplittableRandom(1);
    var via = new CaptureInterface(0, Option.none(), 1, 0, TimeScale.MICROSECONDS);
    var all = new CaptureRecord[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      var frame = frame(random);
      all[i] =
          new CaptureRecord.Packet(
              Option.some(1L), frame, frame.length(), via, Option.none(), Vector.empty());
    }
    return all;
  }

  private static Slice frame(SplittableRandom random) {
    var out = Writer.allocate(2_000).put(Slice.hex("0200000000aa 020000000001"));
    if (random.nextInt(10) == 0) {
      out.u16(0x8100).u16(7);
    }
    int kind = random.nextInt(10);
    int payload = random.nextInt(1_400);
    return switch (kind) {
      case 0, 1, 2, 3, 4, 5, 6 -> tcp(out, payload);
      case 7, 8 -> udp(out, payload);
      default -> other(out, random.nextInt(3));
    };
  }

  private static Slice tcp(Writer out, int payload) {
    ipv4(out, 6, 32 + payload).u16(40_000).u16(8_080).u32(1).u32(2).u16(0x8010).u16(500).u32(0);
    return out.put(Slice.hex("0101080a 00000001 00000002")).zeros(payload).written();
  }

  private static Slice udp(Writer out, int payload) {
    return ipv4(out, 17, 8 + payload).u16(40_000).u16(9).u16(8 + payload).u16(0).zeros(payload).written();
  }

  private static Slice other(Writer out, int kind) {
    return switch (kind) {
      case 0 -> out.put(Slice.hex("0806 0001080006040001 020000000001 0a4d0001 000000000000 0a4d0002")).written();
      case 1 -> ipv4(out, 1, 64).put(Slice.hex("0800f7fe 00010000")).zeros(56).written();
      default ->
          out.put(Slice.hex("86dd 60000000 0040 3a40" + IPV6 + "80000000 00010000")).zeros(56).written();
    };
  }

  private static Writer ipv4(Writer out, int protocol, int length) {
    out.u16(0x0800).u16(0x4500).u16(20 + length).u32(0x0001_4000).u8(64).u8(protocol).u16(0);
    return out.put(Slice.hex(IPV4));
  }

  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void layers(Blackhole hole) {
    var decoder = new Decoder();
    for (var record : mix) {
      hole.consume(decoder.decode(1, record));
    }
  }

  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void json(Blackhole hole) {
    var decoder = new Decoder();
    for (var record : mix) {
      printer.print(decoder.decode(1, record), text);
      hole.consume(text.length());
      text.clear();
    }
  }
}
