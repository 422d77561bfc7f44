package dev.etherloom.logic.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stamps of all resolutions, against arithmetic without limits. */
class TimeScaleTest {
  private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);

  @ParameterizedTest
  @CsvSource({
    "6, 0, 1, 1000",
    "9, 0, 1, 1",
    "3, 0, 5, 5000000",
    "0, 0, 2, 2000000000",
    "12, 0, 1999, 1",
    "127, 0, -1, 0",
    "128, 0, 3, 3000000000",
    "129, 0, 3, 1500000000",
    "158, 0, 1073741824, 1000000000",
    "255, 0, -1, 0",
    "6, 10, 1, 10000001000",
    "6, -1, 1, -999999000"
  })
  void examples(int resolution, long offset, long stamp, long nanos) {
    assertEquals(Option.some(nanos), new TimeScale(resolution, offset).unixNanos(stamp));
  }

  @ParameterizedTest
  @CsvSource({
    "9, 0, -1",
    "0, 0, 9223372037",
    "128, 0, -1",
    "6, 9223372037, 0",
    "9, 1, 9223372036854775807"
  })
  void outOfRange(int resolution, long offset, long stamp) {
    assertEquals(Option.none(), new TimeScale(resolution, offset).unixNanos(stamp));
  }

  @Test
  void law() {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 500_000; i++) {
      int resolution = random.nextInt(256);
      long offset = random.nextBoolean() ? 0 : random.nextLong() >> random.nextInt(64);
      long stamp = random.nextLong() >>> random.nextInt(64);
      assertEquals(
          exact(resolution, offset, stamp), new TimeScale(resolution, offset).unixNanos(stamp));
    }
  }

  private static Option<Long> exact(int resolution, long offset, long stamp) {
    int digits = resolution & 0x7f;
    var units = resolution < 128 ? BigInteger.TEN.pow(digits) : BigInteger.TWO.pow(digits);
    var since = new BigInteger(Long.toUnsignedString(stamp)).multiply(SECOND).divide(units);
    var shift = BigInteger.valueOf(offset).multiply(SECOND);
    var sum = since.add(shift);
    boolean fits = since.bitLength() < 64 && shift.bitLength() < 64 && sum.bitLength() < 64;
    return fits ? Option.some(sum.longValueExact()) : Option.none();
  }
}
