package dev.etherloom.logic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.collection.HashSet;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** However a stream is cut the answers are the same; whatever a stream says nothing is thrown. */
class HttpSplitTest {
  private static final Site SITE =
      Site.of(
          TreeMap.of(
              "/a/ten.txt",
              Resource.of(Slice.utf8("0123456789"), "text/plain", Option.some(new HttpDate(0))),
              "/large",
              Resource.of(Slice.owning(new byte[400_000]), "x/y", Option.none())),
          HashSet.empty());
  private static final HttpResponder SERVER =
      new HttpResponder().with(SITE).with(new WallClock(1_700_000_000_000_000_000L));

  private static final Vector<String> REQUESTS =
      Vector.of(
          "GET /a/ten.txt HTTP/1.1\r\nHost: h\r\nRange: bytes=0-1,4-5\r\n\r\n",
          "HEAD /a/ten.txt HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n",
          "GET /a HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n\r\n",
          "\r\nGET / HTTP/1.1\nHost: h\n\n",
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nGET / HTTP",
          "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\n0\r\n\r\n\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
          "GET /large HTTP/1.1\r\nHost: h\r\nRange: bytes=-300000\r\n\r\n",
          "GET http://h/%61/./ten%2Etxt?q HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"x\", *\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
          "GET /a/ten.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
          "GET /../x HTTP/1.1\r\nHost: h\r\n\r\n");

  private static final Vector<String> LAST =
      Vector.of(
          "GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n",
          "GET / HTTP/1.1\rX: y\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz",
          "GET /" + "a".repeat(9_000),
          "GET / HTTP/1.1\r\nA: " + "a".repeat(9_000),
          "GET / HTTP/2.0\r\n\r\n");

  private final SplittableRandom random = new SplittableRandom(42);

  private String stream() {
    var some =
        Vector.fill(random.nextInt(8), () -> REQUESTS.get(random.nextInt(REQUESTS.length())));
    var last = random.nextInt(3) == 0 ? LAST.get(random.nextInt(LAST.length())) : "";
    return some.mkString() + last;
  }

  /** Says it in pieces of one to {@code most} octets. */
  private Talk inPieces(Slice stream, int most) {
    var talk = new Talk(SERVER);
    @Var int at = 0;
    while (at < stream.length()) {
      int size = Math.min(1 + random.nextInt(most), stream.length() - at);
      talk.says(Damage.framed(stream.slice(at, size)));
      at += size;
    }
    return talk;
  }

  @Test
  @DisplayName("500 streams, each cut three ways")
  void splits() {
    for (int i = 0; i < 500; i++) {
      var stream = Slice.utf8(stream());
      var whole = new Talk(SERVER).says(stream);
      for (int most : new int[] {1, 7, 300}) {
        var cut = inPieces(stream, most);
        assertEquals(whole.octets(), cut.octets());
        assertEquals(whole.finished, cut.finished);
      }
    }
  }

  @Test
  @DisplayName("5,000 damaged streams: nothing thrown, and every connection ends")
  void damage() {
    for (int i = 0; i < 5_000; i++) {
      var stream = stream();
      var octets =
          stream.isEmpty() ? Damage.noise(random, 200) : Damage.mutated(Slice.utf8(stream), random);
      var talk = inPieces(octets, 1 + random.nextInt(2_000));
      talk.waits(Duration.ofSeconds(100));
      assertTrue(talk.finished || talk.aborted);
      talk.waits(Duration.ofSeconds(200));
      assertTrue(talk.isOver());
    }
  }

  @Test
  @DisplayName("noise in a target never reaches anything but the resources of the site")
  void targets() {
    var parts =
        Vector.of(
            "/",
            "..",
            ".",
            "%2e",
            "%2E",
            "%2f",
            "%5c",
            "\\",
            "a",
            "ten.txt",
            "%00",
            "?",
            "#",
            "%",
            "http://h",
            "*",
            "//",
            ";",
            "é",
            "%c3%a9",
            "%c0%ae");
    for (int i = 0; i < 100_000; i++) {
      var target =
          Vector.fill(1 + random.nextInt(9), () -> parts.get(random.nextInt(parts.length())))
              .mkString();
      var read = Target.decode(Slice.utf8(target));
      if (read.isRight() && read.get() instanceof Target.Path(var path, var _)) {
        assertTrue(path.startsWith("/"), target);
        assertTrue(!(path + "/").contains("/../") && !(path + "/").contains("/./"), target);
        assertTrue(path.chars().allMatch(c -> c >= ' ' && c != '\\' && c != 0x7f), target);
      }
    }
  }

  @Test
  @DisplayName("linear: a head and content octet by octet, dates and ranges of any kind")
  void fields() {
    var near = new HttpDate(1_700_000_000L);
    for (int i = 0; i < 20_000; i++) {
      var date = new HttpDate(random.nextLong(253_402_300_800L));
      assertEquals(29, date.toSlice().length());
      assertEquals(Option.some(date), HttpDate.decode(date.toSlice(), near));
      var broken = Damage.mutated(date.toSlice(), random);
      HttpDate.decode(broken, near)
          .forEach(other -> assertTrue(other.second() >= -62_200_000_000L));
      var ranges = Damage.mutated(Slice.utf8("bytes=0-1, 5-, -7,3-99999999999999999999"), random);
      int length = random.nextInt(20);
      if (ByteRanges.of(ranges, length) instanceof ByteRanges.Some(var some)) {
        assertTrue(
            some.forAll(
                part -> part.first() >= 0 && part.first() <= part.last() && part.last() < length));
      }
    }
  }

  @Test
  @DisplayName("parts gathered octet by octet are few, and the same octets")
  void gathering() {
    @Var Gathered gathered = Gathered.NONE;
    var noise = Damage.noise(random, 32_768, 32_768);
    for (int i = 0; i < noise.length(); i++) {
      gathered = gathered.with(noise.slice(i, 1));
      assertTrue(gathered.parts().length() <= 16);
    }
    assertEquals(noise, gathered.and(Slice.EMPTY));
  }
}
