package dev.etherloom.binder.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.EtherType;
import dev.etherloom.frames.Slice;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressTest {
  private static final String TO = "ffffffffffff";

  private static Verdict judge(Egress policy, String frame, long now) {
    var octets = Slice.hex(frame).toBytes();
    return policy.judge(ByteBuffer.wrap(octets), 0, octets.length, now);
  }

  private static Egress policy(String mac, String... types) {
    return new Egress(
        Vector.of(MacPattern.parse(mac).get()),
        Vector.of(types).map(type -> EtherType.parse(type).get()),
        0);
  }

  @ParameterizedTest
  @CsvSource({
    "02:00:00:00:00:10, 020000000010, PASS",
    "02:00:00:00:00:10, 020000000011, SOURCE",
    "02:00:00:00:00:10/40, 0200000000ff, PASS",
    "02:00:00:00:00:10/40, 020000000110, SOURCE",
    "02:00:00:00:00:10/1, 7f0000000000, PASS",
    "02:00:00:00:00:10/1, 800000000000, SOURCE"
  })
  void sources(String allowed, String source, Verdict verdict) {
    assertEquals(verdict, judge(policy(allowed), TO + source + "0800", 0));
  }

  @ParameterizedTest
  @CsvSource({
    "88b5, PASS",
    "0800, ETHERTYPE",
    "8100000788b5, PASS",
    "88a800058100000788b5, PASS",
    "810000070800, ETHERTYPE",
    "81000007, ETHERTYPE"
  })
  void types(String behind, Verdict verdict) {
    assertEquals(
        verdict, judge(policy("02:00:00:00:00:10", "0x88b5"), TO + "020000000010" + behind, 0));
  }

  @Test
  void runts() {
    assertEquals(Verdict.RUNT, judge(policy("02:00:00:00:00:10"), TO + "02000000001008", 0));
  }

  @Test
  void anySource() {
    var any = new Egress(Vector.empty(), Vector.empty(), 0);
    assertEquals(Verdict.PASS, judge(any, TO + "1234567890ab0800", 0));
  }

  @Test
  void rate() {
    var limited = new Egress(Vector.empty(), Vector.empty(), 1_000);
    @Var int passed = 0;
    for (long now = 0; now < 2_000_000_000L; now += 100_000) {
      passed += judge(limited, TO + "0200000000100800", now) == Verdict.PASS ? 1 : 0;
    }
    assertEquals(2_100, passed, 2);
  }

  @ParameterizedTest
  @CsvSource({"02:00:00:00:00:10/0", "02:00:00:00:00:10/49", "02:00/8", "x", "02:00:00:00:00:10/"})
  void noPatterns(String text) {
    assertEquals(Option.none(), MacPattern.parse(text));
  }
}
