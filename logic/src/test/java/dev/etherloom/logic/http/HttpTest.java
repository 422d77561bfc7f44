package dev.etherloom.logic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.OctetSet;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.http.StartLine.RequestLine;
import dev.etherloom.logic.http.StartLine.StatusLine;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTest {
  private static final int VALUES = 10_000;
  private static final String REQUEST =
      "POST /a?b=c HTTP/1.1\r\nHOST:  example.org:8080\t\r\nX: y\r\n folded\r\n"
          + "content-length: 4\r\nContent-Type: text/plain\r\nHost: other\r\n\r\nbody";

  private final SplittableRandom random = new SplittableRandom(42);

  private Slice some(int least, int most, OctetSet kind) {
    var octets = new byte[least + random.nextInt(most - least + 1)];
    for (int i = 0; i < octets.length; i++) {
      @Var int octet = random.nextInt(256);
      while (!kind.has(octet)) {
        octet = random.nextInt(256);
      }
      octets[i] = (byte) octet;
    }
    return Slice.owning(octets);
  }

  private StartLine line() {
    return random.nextBoolean()
        ? new RequestLine(
            some(1, StartLine.MAX_METHOD, Grammar.TOKEN),
            some(1, 90, Grammar.VISIBLE),
            random.nextInt(10))
        : new StatusLine(random.nextInt(10), random.nextInt(1000), some(0, 40, Grammar.TEXT));
  }

  @Test
  void laws() {
    for (int i = 0; i < VALUES; i++) {
      var line = line();
      assertEquals(line.length(), line.toSlice().length());
      assertEquals(Either.right(line), StartLine.decode(Damage.framed(line.toSlice())));
    }
  }

  @Test
  void cuts() {
    for (int i = 0; i < 200; i++) {
      var line = line();
      Damage.refusesCuts(line.toSlice(), line.length(), StartLine::decode);
    }
    var octets = Slice.utf8(REQUEST);
    int start = REQUEST.indexOf('\n') + 1;
    int host = REQUEST.indexOf('\n', start) + 1;
    int body = REQUEST.indexOf("body");
    Damage.refusesCuts(octets, start, HttpHead::decode);
    Damage.cuts(
        octets,
        (cut, length) -> {
          if (length >= start) {
            var head = HttpHead.decode(cut).get();
            assertEquals(length >= host, head.fields().host().isDefined());
            assertEquals(length < body, head.damage().isDefined());
            head.damage().forEach(error -> Damage.within(cut, error));
          }
        });
  }

  @Test
  void mutations() {
    for (int i = 0; i < VALUES; i++) {
      Damage.mutations(line().toSlice(), random, StartLine::decode);
      var octets = Damage.mutated(Slice.utf8(REQUEST), random);
      var read = HttpHead.decode(octets);
      if (read.isLeft()) {
        Damage.within(octets, read.getLeft());
      } else {
        read.get().damage().forEach(error -> Damage.within(octets, error));
      }
    }
  }

  @Test
  void request() {
    var head = HttpHead.decode(Damage.framed(Slice.utf8(REQUEST))).get();
    assertEquals(new RequestLine(Slice.utf8("POST"), Slice.utf8("/a?b=c"), 1), head.start());
    assertEquals(
        new HttpHead.Fields(
            Option.some(Slice.utf8("example.org:8080")),
            Option.some(Slice.utf8("4")),
            Option.some(Slice.utf8("text/plain"))),
        head.fields());
    assertEquals(Option.none(), head.damage());
    assertEquals("body", head.body().text());
  }

  @Test
  void statusLines() {
    assertEquals(
        new StatusLine(1, 404, Slice.utf8("Not Found")),
        StartLine.decode(Slice.utf8("HTTP/1.1 404 Not Found\r\n")).get());
    assertEquals(
        new StatusLine(0, 200, Slice.EMPTY), StartLine.decode(Slice.utf8("HTTP/1.0 200\n")).get());
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/2.0', version, 20",
    "'GET /', target, 19",
    "'GET  / HTTP/1.1', target, 18",
    "'GET /\u0001 HTTP/1.1', target, 19",
    "'GET / HTTP/1.1 ', version, 20",
    "' GET / HTTP/1.1', method, 14",
    "'G(T / HTTP/1.1', method, 15",
    "'HTTP/2 200', version, 14",
    "'HTTP/1.1 20 OK', status, 22",
    "'HTTP/1.1 2000', status, 22",
    "'HTTP/1.1 200-', status, 26",
    "'HTTP/1.1 200 \u0001', reason, 27",
    "'HTTP/1.1', status, 22"
  })
  void refusals(String line, String field, int offset) {
    var error = StartLine.decode(Damage.framed(Slice.utf8(line + "\r\n"))).getLeft();
    assertEquals("http: bad " + field, error.label());
    assertEquals(offset, error.offset());
  }

  @Test
  void bounds() {
    var endless = Slice.utf8("GET /" + "a".repeat(Grammar.MAX_LINE) + " HTTP/1.1\r\n\r\n");
    assertEquals("http: bad start line", StartLine.decode(endless).getLeft().label());
    var letters = Slice.utf8("a".repeat(StartLine.MAX_METHOD + 1) + " / HTTP/1.1\r\n");
    assertEquals("http: bad method", StartLine.decode(letters).getLeft().label());
    var many = Slice.utf8("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(101) + "\r\n");
    assertEquals("http: bad field lines", HttpHead.decode(many).get().damage().get().label());
    var most = Slice.utf8("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(100) + "\r\n");
    assertTrue(HttpHead.decode(most).get().damage().isEmpty());
    var odd = Slice.utf8("GET / HTTP/1.1\r\nHost: h\r\nno name\r\n\r\n");
    assertEquals(
        new DecodeError.BadField("http", 27, "field name", ' ', "a token and a colon"),
        HttpHead.decode(odd).get().damage().get());
    assertEquals(Option.some(Slice.utf8("h")), HttpHead.decode(odd).get().fields().host());
  }
}
