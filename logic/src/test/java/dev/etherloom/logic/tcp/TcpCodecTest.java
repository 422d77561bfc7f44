package dev.etherloom.logic.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.TcpOption.Authentication;
import dev.etherloom.logic.tcp.TcpOption.EndOfList;
import dev.etherloom.logic.tcp.TcpOption.FastOpen;
import dev.etherloom.logic.tcp.TcpOption.Malformed;
import dev.etherloom.logic.tcp.TcpOption.MaximumSegmentSize;
import dev.etherloom.logic.tcp.TcpOption.Md5;
import dev.etherloom.logic.tcp.TcpOption.NoOperation;
import dev.etherloom.logic.tcp.TcpOption.Sack;
import dev.etherloom.logic.tcp.TcpOption.SackPermitted;
import dev.etherloom.logic.tcp.TcpOption.Timestamps;
import dev.etherloom.logic.tcp.TcpOption.Unknown;
import dev.etherloom.logic.tcp.TcpOption.UserTimeout;
import dev.etherloom.logic.tcp.TcpOption.WindowScale;
import io.vavr.collection.Vector;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TcpCodecTest {
  private static final InternetChecksum PSEUDO = new InternetChecksum(0x1234);
  private final SplittableRandom random = new SplittableRandom(9293);

  private Slice noise(int size) {
    var octets = new byte[size];
    random.nextBytes(octets);
    return Slice.owning(octets);
  }

  private SeqNum number() {
    return new SeqNum(random.nextInt());
  }

  private TcpOption option() {
    return switch (random.nextInt(12)) {
      case 0 -> new NoOperation();
      case 1 -> new MaximumSegmentSize(random.nextInt(0x1_0000));
      case 2 -> new WindowScale(random.nextInt(256));
      case 3 -> new SackPermitted();
      case 4 ->
          new Sack(Vector.fill(1 + random.nextInt(3), () -> new SackBlock(number(), number())));
      case 5 -> new Timestamps(random.nextInt(), random.nextInt());
      case 6 -> new Md5(noise(16));
      case 7 -> new UserTimeout(random.nextBoolean(), random.nextInt(0x8000));
      case 8 -> new Authentication(random.nextInt(256), random.nextInt(256), noise(12));
      case 9 -> new FastOpen(noise(random.nextInt(17)));
      case 10 -> new Unknown(200 + random.nextInt(50), noise(random.nextInt(8)));
      default -> new MaximumSegmentSize(1460);
    };
  }

  private TcpOptions options() {
    @Var Vector<TcpOption> all = Vector.empty();
    for (int i = random.nextInt(5); i > 0; i--) {
      var more = all.append(option());
      all = TcpOptions.of(more).length() <= TcpOptions.MAX_LENGTH ? more : all;
    }
    return TcpOptions.of(all);
  }

  private TcpSegment segment() {
    return new TcpSegment(
        new TcpHeader(
            random.nextInt(0x1_0000),
            random.nextInt(0x1_0000),
            number(),
            number(),
            new Flags(random.nextInt(0x1000)),
            random.nextInt(0x1_0000),
            random.nextInt(0x1_0000),
            options()),
        noise(random.nextInt(60)),
        PSEUDO);
  }

  @Test
  @DisplayName(
      "MUST-2, MUST-3, MUST-4, MUST-68, MUST-69: decode(emit(x)) = x, checksum and padding")
  void law() {
    for (int i = 0; i < 20_000; i++) {
      var segment = segment();
      assertEquals(segment, TcpSegment.decode(segment.toSlice(), PSEUDO).get());
    }
  }

  @Test
  @DisplayName("what was read is emitted as it was, whatever it is")
  void noise() {
    for (int i = 0; i < 20_000; i++) {
      var bytes = noise(20 + random.nextInt(60)).toBytes();
      bytes[12] = (byte) (((5 + random.nextInt(4)) << 4) | (bytes[12] & 0xf));
      var read = TcpSegment.read(Slice.owning(bytes), PSEUDO);
      if (read.isRight()) {
        var again = read.get().toSlice().toBytes();
        again[16] = bytes[16];
        again[17] = bytes[17];
        assertEquals(Slice.owning(bytes), Slice.owning(again));
      }
    }
  }

  @Test
  @DisplayName("MUST-3: every flipped bit is refused, with its place")
  void checksum() {
    var octets = segment().toSlice();
    for (int bit = 0; bit < octets.length() * 8; bit++) {
      var bytes = octets.toBytes();
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      var error = TcpSegment.decode(Slice.owning(bytes), PSEUDO).getLeft();
      assertEquals(16, assertInstanceOf(DecodeError.BadChecksum.class, error).offset());
    }
  }

  @Test
  @DisplayName("MUST-7: an illegal option length is refused by the stack and kept by the reader")
  void illegalLength() {
    for (var rest : new String[] {"02000000", "02010000", "01010102", "030f0000", "01010103"}) {
      var header = "0007 0008 00000001 00000002 6010 0400 0000 0000" + rest;
      var octets = fixed(Slice.hex(header));
      assertTrue(TcpSegment.decode(octets, PSEUDO).getLeft().label().startsWith("tcp: "));
      var last = TcpSegment.read(octets, PSEUDO).get().header().options().all().last();
      assertInstanceOf(Malformed.class, last);
    }
  }

  @Test
  @DisplayName("MUST-6, MUST-64: unknown options are skipped, alignment does not matter")
  void unknown() {
    var options = TcpOptions.read(Slice.hex("01 fd05aabbcc 080a0000000100000002"));
    assertEquals(new Timestamps(1, 2), options.find(Timestamps.class).get());
    assertEquals(new Unknown(0xfd, Slice.hex("aabbcc")), options.find(Unknown.class).get());
  }

  @Test
  @DisplayName("a known option with a length not its own stays as octets")
  void oddLength() {
    assertEquals(
        new Unknown(2, Slice.hex("05b400")),
        TcpOptions.read(Slice.hex("020505b4 00010101")).all().head());
  }

  @Test
  @DisplayName("MUST-69: what stands behind the end of the list does not count")
  void endOfList() {
    var options = TcpOptions.read(Slice.hex("00 020405b4 0101 00"));
    assertEquals(Vector.of(new EndOfList(Slice.hex("020405b4010100"))), options.all());
  }

  @Test
  void lengths() {
    assertTrue(TcpSegment.decode(noise(19), PSEUDO).isLeft());
    var short4 = fixed(Slice.hex("0007 0008 00000001 00000002 4010 0400 0000 0000"));
    assertEquals("tcp: bad data offset", TcpSegment.decode(short4, PSEUDO).getLeft().label());
    var long15 = fixed(Slice.hex("0007 0008 00000001 00000002 f010 0400 0000 0000"));
    assertEquals("tcp: too short", TcpSegment.decode(long15, PSEUDO).getLeft().label());
  }

  private static Slice fixed(Slice octets) {
    int checksum = PSEUDO.plus(octets.length()).plus(octets).value();
    var bytes = octets.toBytes();
    bytes[16] = (byte) (checksum >>> 8);
    bytes[17] = (byte) checksum;
    return Slice.owning(bytes);
  }
}
