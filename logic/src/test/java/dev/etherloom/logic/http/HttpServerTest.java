package dev.etherloom.logic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server answers, rule by rule, with the section that has the rule. */
class HttpServerTest {
  /** Sun, 06 Nov 1994 08:49:37 GMT. */
  private static final HttpDate CHANGED = new HttpDate(784_111_777L);

  private static final String CONTENT = "0123456789";
  private static final Slice LARGE = Damage.noise(new SplittableRandom(7), 700_000, 700_000);
  private static final Site SITE =
      Site.of(
          TreeMap.ofEntries(
              file("/ten.txt", Slice.utf8(CONTENT)),
              file("/empty", Slice.EMPTY),
              file("/large.bin", LARGE),
              file("/dir/index.html", Slice.utf8("<p>index")),
              file("/list/a & b.html", Slice.utf8("a")),
              file("/list/sub/c", Slice.utf8("c")),
              file("/ümlaut", Slice.utf8("u"))),
          HashSet.of("/nothing/"));
  private static final HttpResponder SERVER =
      new HttpResponder().with(SITE).with(new WallClock(1_000_000_000L * (784_111_777L + 3600)));
  private static final String TAG = EntityTag.of(Slice.utf8(CONTENT)).toSlice().text();

  private static io.vavr.Tuple2<String, Resource> file(String path, Slice content) {
    return new io.vavr.Tuple2<>(
        path, Resource.of(content, MediaTypes.of(path), Option.some(CHANGED)));
  }

  private static String plain(String text) {
    return text.replace("TAG", TAG.replace("\"", "")).replace('\'', '"').replace("|", "\r\n");
  }

  private static Talk talk(String request) {
    return new Talk(SERVER).says(request);
  }

  /** The answer to a request for the ten octets, with these field lines. */
  private static Reply ten(String method, String fields) {
    var talk = talk(method + " /ten.txt HTTP/1.1\r\nHost: h\r\n" + plain(fields) + "\r\n\r\n");
    assertFalse(talk.finished);
    return talk.replies(method).single();
  }

  @Test
  @DisplayName("GET: RFC 9110 §9.3.1; the fields of an answer: §6.6.1, §8.3, §8.6, §8.8, §14.3")
  void get() {
    var reply = ten("GET", "X: y");
    assertEquals(200, reply.status());
    assertEquals(CONTENT, reply.content());
    assertEquals("OK", reply.reason());
    assertEquals("10", reply.field("Content-Length"));
    assertEquals("text/plain; charset=utf-8", reply.field("Content-Type"));
    assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", reply.field("Last-Modified"));
    assertEquals("Sun, 06 Nov 1994 09:49:37 GMT", reply.field("Date"));
    assertEquals(TAG, reply.field("ETag"));
    assertEquals("bytes", reply.field("Accept-Ranges"));
    assertEquals("-", reply.field("Connection"));
  }

  @Test
  @DisplayName("HEAD: as GET without content, §9.3.2")
  void head() {
    var get = ten("GET", "X: y");
    var head = ten("HEAD", "Range: bytes=1-2");
    assertEquals(get.fields(), head.fields());
    assertEquals("", head.content());
    var missing = talk("HEAD /no HTTP/1.1\r\nHost: h\r\n\r\n").replies("HEAD").single();
    assertEquals(404, missing.status());
  }

  @Test
  @DisplayName("without a clock there is no Date, §6.6.1")
  void noClock() {
    var talk = new Talk(new HttpResponder()).says("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    assertEquals("-", talk.reply().field("Date"));
    assertTrue(talk.reply().content().contains("Etherloom"));
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          # conditional requests, RFC 9110 §13: method; fields; status
          GET;  If-None-Match: 'x';                                304 no; 200
          GET;  If-None-Match: 'TAG';                              §13.1.2; 304
          HEAD; If-None-Match: 'TAG';                              §13.1.2; 304
          GET;  If-None-Match: 'x', W/'TAG';                       weakly;  304
          GET;  If-None-Match: 'x'|If-None-Match: ,'TAG';          §5.3;    304
          GET;  If-None-Match: *;                                  §13.1.2; 304
          GET;  If-None-Match: TAG;                                no tag;  200
          GET;  If-None-Match: 'TAG;                               no end;  200
          GET;  If-Match: 'TAG';                                   §13.1.1; 200
          GET;  If-Match: *;                                       §13.1.1; 200
          GET;  If-Match: 'x';                                     §13.1.1; 412
          HEAD; If-Match: 'x';                                     §13.1.1; 412
          GET;  If-Match: W/'TAG';                                 strongly; 412
          GET;  If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT;  §13.1.3; 304
          GET;  If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT; RFC 850; 304
          GET;  If-Modified-Since: Sun Nov  6 08:49:37 1994;       asctime; 304
          GET;  If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT;  §13.1.3; 200
          GET;  If-Modified-Since: Sun, 06 Nov 2094 08:49:36 GMT;  later;   304
          GET;  If-Modified-Since: Sun, 31 Feb 1995 08:49:36 GMT;  no date; 200
          GET;  If-Modified-Since: yesterday;                      no date; 200
          GET;  If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT; §13.1.4; 200
          GET;  If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT; §13.1.4; 412
          GET;  If-Unmodified-Since: never;                        no date; 200
          GET;  If-None-Match: 'x'|If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT; §13.1.3; 200
          GET;  If-Match: 'TAG'|If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT;  §13.1.4; 200
          GET;  If-Match: 'x'|If-None-Match: 'TAG';                §13.2.2; 412
          GET;  If-Match: 'TAG'|If-None-Match: 'TAG';              §13.2.2; 304
          GET;  If-None-Match: 'TAG'|Range: bytes=0-1;             §13.2.2; 304
          """)
  void conditions(String method, String fields, String why, int status) {
    var reply = ten(method, fields);
    assertEquals(status, reply.status(), why);
    assertEquals(TAG, reply.field("ETag"));
    if (status == 304) {
      assertEquals("-", reply.field("Content-Length"));
      assertEquals("Sun, 06 Nov 1994 09:49:37 GMT", reply.field("Date")); // §15.4.5
    }
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          # ranges, RFC 9110 §14: fields; status; Content-Range; content
          Range: bytes=0-3;                  206; bytes 0-3/10; 0123
          Range: bytes=9-9;                  206; bytes 9-9/10; 9
          Range: bytes=4-;                   206; bytes 4-9/10; 456789
          Range: bytes=4-99;                 206; bytes 4-9/10; 456789
          Range: bytes=4-99999999999999999999999; 206; bytes 4-9/10; 456789
          Range: bytes=-3;                   206; bytes 7-9/10; 789
          Range: bytes=-30;                  206; bytes 0-9/10; 0123456789
          Range: BYTES=0-0;                  206; bytes 0-0/10; 0
          Range: bytes= 0-0 ,,;              206; bytes 0-0/10; 0
          Range: bytes=0-0,20-30;            206; bytes 0-0/10; 0
          Range: bytes=10-;                  416; bytes */10; ''
          Range: bytes=99999999999999999999-; 416; bytes */10; ''
          Range: bytes=-0;                   416; bytes */10; ''
          Range: bytes=3-2;                  200; -; 0123456789
          Range: bytes=;                     200; -; 0123456789
          Range: bytes=-;                    200; -; 0123456789
          Range: bytes=a-b;                  200; -; 0123456789
          Range: bytes=1-2x;                 200; -; 0123456789
          Range: bytes=1--2;                 200; -; 0123456789
          Range: lines=1-2;                  200; -; 0123456789
          Range: bytes;                      200; -; 0123456789
          Range: bytes=0-9,0-9;              200; -; 0123456789
          Range: bytes=0-1|If-Range: 'TAG';  206; bytes 0-1/10; 01
          Range: bytes=0-1|If-Range: 'x';    200; -; 0123456789
          Range: bytes=0-1|If-Range: W/'TAG'; 200; -; 0123456789
          Range: bytes=0-1|If-Range: Sun, 06 Nov 1994 08:49:37 GMT; 206; bytes 0-1/10; 01
          Range: bytes=0-1|If-Range: Sun, 06 Nov 1994 08:49:38 GMT; 200; -; 0123456789
          Range: bytes=20-|If-Range: 'x';    200; -; 0123456789
          Range: bytes=0-1|If-Match: 'TAG';  206; bytes 0-1/10; 01
          """)
  void ranges(String fields, int status, String range, String content) {
    var reply = ten("GET", fields);
    assertEquals(status, reply.status());
    assertEquals(range, reply.field("Content-Range"));
    if (status != 416) {
      assertEquals(content, reply.content());
      assertEquals(TAG, reply.field("ETag"));
    }
  }

  @Test
  @DisplayName("several ranges, in the order asked for: §14.6, §15.3.7.2")
  void multipart() {
    var reply = ten("GET", "Range: bytes=5-6, 0-1,-1");
    assertEquals(206, reply.status());
    assertEquals("-", reply.field("Content-Range"));
    var boundary = reply.field("Content-Type").replace("multipart/byteranges; boundary=", "");
    var part =
        "--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes %s/10\r\n\r\n%s\r\n";
    var expected =
        part.formatted("5-6", "56")
            + part.formatted("0-1", "01")
            + part.formatted("9-9", "9")
            + "--B--\r\n";
    assertEquals(expected.replace("--B", "--" + boundary), reply.content());
  }

  @Test
  @DisplayName("more ranges than 64 are ignored: §14.2")
  void manyRanges() {
    var head = "GET /large.bin HTTP/1.1\r\nHost: h\r\nRange: bytes=";
    var some = Vector.range(0, 64).map(i -> i + "-" + i).mkString(",");
    assertEquals(206, talk(head + some + "\r\n\r\n").reply().status());
    assertEquals(200, talk(head + some + ",64-64\r\n\r\n").reply().status());
  }

  @Test
  @DisplayName("of nothing there is no range: §14.1.2")
  void emptyRange() {
    var head = "GET /empty HTTP/1.1\r\nHost: h\r\n";
    assertEquals(200, talk(head + "\r\n").reply().status());
    for (var range : new String[] {"0-", "0-0", "-1"}) {
      assertEquals(416, talk(head + "Range: bytes=" + range + "\r\n\r\n").reply().status());
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          # what is wrong with a head; status; whether the connection closes
          GET /ten.txt HTTP/1.1|Host: h||;                     200; false
          GET /ten.txt HTTP/1.1|Host:||;                       200; false
          GET /ten.txt HTTP/1.1|host: [::1]:80||;              200; false
          GET /ten.txt HTTP/1.9|Host: h||;                     200; false
          ||GET /ten.txt HTTP/1.1|Host: h||;                   200; false
          GET http://h/ten.txt HTTP/1.1|Host: x||;             200; false
          GET HTTP://h:80/ten.txt?q HTTP/1.1|Host: x||;        200; false
          GET /%74en%2etxt HTTP/1.1|Host: h||;                 200; false
          GET /a/./../ten.txt HTTP/1.1|Host: h||;              200; false
          GET /a/%2e%2E/ten.txt HTTP/1.1|Host: h||;            200; false
          GET /ten.txt HTTP/1.1|Host: h|Connection: x, CLOSE||; 200; true
          GET /ten.txt HTTP/1.1|Host: h|Connection: x|Connection: close||; 200; true
          GET /ten.txt HTTP/1.0||;                             200; true
          GET /ten.txt HTTP/1.0|Connection: Keep-Alive||;      200; false
          GET /ten.txt HTTP/1.0|Connection: keep-alive, close||; 200; true
          OPTIONS * HTTP/1.1|Host: h||;                        204; false
          OPTIONS /ten.txt HTTP/1.1|Host: h||;                 204; false
          GET /dir HTTP/1.1|Host: h||;                         301; false
          GET /no HTTP/1.1|Host: h||;                          404; false
          OPTIONS /no HTTP/1.1|Host: h||;                      404; false
          GET /ten.txt/ HTTP/1.1|Host: h||;                    404; false
          GET //ten.txt HTTP/1.1|Host: h||;                    404; false
          GET /dir%2findex.html HTTP/1.1|Host: h||;            404; false
          GET /TEN.TXT HTTP/1.1|Host: h||;                     404; false
          GET /../ten.txt HTTP/1.1|Host: h||;                  400; false
          GET /%2e%2e/ten.txt HTTP/1.1|Host: h||;              400; false
          GET /.%2E/etc/passwd HTTP/1.1|Host: h||;             400; false
          GET /a/../../etc HTTP/1.1|Host: h||;                 400; false
          GET http://h/../etc HTTP/1.1|Host: h||;              400; false
          GET /..\\..\\etc HTTP/1.1|Host: h||;                 400; false
          GET /%5c..%5cetc HTTP/1.1|Host: h||;                 400; false
          GET /ten.txt%00.html HTTP/1.1|Host: h||;             400; false
          GET /ten.txt%0d%0aX:y HTTP/1.1|Host: h||;            400; false
          GET /% HTTP/1.1|Host: h||;                           400; false
          GET /%4 HTTP/1.1|Host: h||;                          400; false
          GET /%zz HTTP/1.1|Host: h||;                         400; false
          GET /%-1 HTTP/1.1|Host: h||;                         400; false
          GET /#f HTTP/1.1|Host: h||;                          400; false
          GET ten.txt HTTP/1.1|Host: h||;                      400; false
          GET * HTTP/1.1|Host: h||;                            400; false
          GET ftp://h/ HTTP/1.1|Host: h||;                     400; false
          GET http:///x HTTP/1.1|Host: h||;                    400; false
          GET http://u@h/ HTTP/1.1|Host: h||;                  400; false
          GET /ten.txt HTTP/1.1||;                             400; false
          GET /ten.txt HTTP/1.1|Host: h|Host: h||;             400; false
          GET /ten.txt HTTP/1.1|Host: a b||;                   400; false
          GET /ten.txt HTTP/1.1|Host: h/x||;                   400; false
          GET /ten.txt HTTP/1.1|Host: h:x||;                   400; false
          GET /ten.txt HTTP/1.0|Host: a,b c||;                 400; true
          POST /ten.txt HTTP/1.1|Host: h||;                    405; false
          PUT /no HTTP/1.1|Host: h||;                          405; false
          CONNECT h:80 HTTP/1.1|Host: h||;                     405; false
          TRACE / HTTP/1.1|Host: h||;                          405; false
          BREW / HTTP/1.1|Host: h||;                           501; false
          get / HTTP/1.1|Host: h||;                            501; false
          GET / HTTP/2.0|Host: h||;                            505; true
          PRI * HTTP/2.0||SM||;                                505; true
          GET / HTTP/0.9||;                                    505; true
          GET / HTTP/11||;                                     400; true
          GET / http/1.1|Host: h||;                            400; true
          GET /||;                                             400; true
          GET  / HTTP/1.1|Host: h||;                           400; true
          GET / HTTP/1.1 |Host: h||;                           400; true
          G(T / HTTP/1.1|Host: h||;                            400; true
          HTTP/1.1 200 OK||;                                   400; true
          GET / HTTP/1.1|Host: h| folded||;                    400; true
          GET / HTTP/1.1| Host: h||;                           400; true
          GET / HTTP/1.1|Host : h||;                           400; true
          GET / HTTP/1.1|Host: h|no colon||;                   400; true
          GET / HTTP/1.1|Host: h|: x||;                        400; true
          GET / HTTP/1.1|Host: h|Expect: wonders||;            417; true
          """)
  void heads(String request, int status, boolean closes) {
    var talk = talk(plain(request.strip()));
    var reply = talk.reply();
    assertEquals(status, reply.status());
    assertEquals(closes, talk.finished);
    assertEquals(closes, reply.field("Connection").equals("close"));
    assertEquals(status == 405 || status == 204, reply.field("Allow").equals("GET, HEAD, OPTIONS"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          # content, RFC 9112 §6, §7.1: the fields; the content; status; whether it closes
          Content-Length: 4;                          abcd;                       405; false
          Content-Length: 0;                          '';                         405; false
          Content-Length: 004;                        abcd;                       405; false
          Transfer-Encoding: chunked;                 0||;                        405; false
          Transfer-Encoding: ,Chunked;                3|abc|a@x=y|0123456789|00|T: v||;  405; false
          Transfer-Encoding: chunked;                 fffff|;                     -; false
          Content-Length: 1048577;                    '';                         413; true
          Content-Length: 99999999999999999999999;    '';                         413; true
          Transfer-Encoding: chunked;                 100001|;                    413; true
          Transfer-Encoding: chunked;                 7fffffffffffffff|;          413; true
          Transfer-Encoding: chunked;                 00000000000000001|;         400; true
          Transfer-Encoding: chunked;                 -1|;                        400; true
          Transfer-Encoding: chunked;                 0x1|;                       400; true
          Transfer-Encoding: chunked;                 1 |a|0||;                   400; true
          Transfer-Encoding: chunked;                 |;                          400; true
          Transfer-Encoding: chunked;                 1|abc;                      400; true
          Transfer-Encoding: chunked;                 0| x: y||;                  400; true
          Transfer-Encoding: gzip, chunked;           0||;                        501; true
          Transfer-Encoding: gzip;                    '';                         400; true
          Transfer-Encoding: identity;                '';                         400; true
          Transfer-Encoding: xchunked;                '';                         400; true
          Transfer-Encoding: chunked, chunked;        0||;                        400; true
          Transfer-Encoding: chunked, gzip;           0||;                        400; true
          Transfer-Encoding: chunked@q=1;             0||;                        400; true
          Transfer-Encoding:;                         '';                         400; true
          Content-Length: 4|Transfer-Encoding: chunked; 0||;                      400; true
          Transfer-Encoding: chunked|Content-Length: 0; 0||;                      400; true
          Content-Length: 4|Content-Length: 4;        abcd;                       400; true
          Content-Length: 4, 4;                       abcd;                       400; true
          Content-Length: +4;                         abcd;                       400; true
          Content-Length: -4;                         '';                         400; true
          Content-Length: 4a;                         abcd;                       400; true
          Content-Length:;                            '';                         400; true
          """,
      quoteCharacter = '~')
  void contents(String fields, String content, String status, boolean closes) {
    var body = plain(content.strip().replace("''", "").replace('@', ';'));
    var head =
        "POST / HTTP/1.1\r\nHost: h\r\n" + plain(fields.strip().replace('@', ';')) + "\r\n\r\n";
    var talk = talk(head + body);
    assertEquals(closes, talk.finished);
    if (status.equals("-")) {
      assertEquals("", talk.heard());
    } else {
      assertEquals(Integer.parseInt(status), talk.reply().status());
    }
    if (!closes && !status.equals("-")) {
      var both = talk(head + body + "GET /ten.txt HTTP/1.1\r\nHost: h\r\n\r\n");
      assertEquals(Vector.of(405, 200), both.replies().map(Reply::status));
    }
  }

  @Test
  @DisplayName("the limits: 414 and 431, RFC 9112 §3, RFC 6585 §5")
  void limits() {
    var a = "a".repeat(8000);
    assertEquals(414, talk("GET /" + a).reply().status());
    assertEquals(
        404,
        talk("GET /" + a.substring(0, 7900) + " HTTP/1.1\r\nHost: h\r\n\r\n").reply().status());
    assertEquals(501, talk(a).reply().status());
    assertEquals(431, talk("GET / HTTP/1.1\r\nX: " + a).reply().status());
    var many = "X: y\r\n".repeat(99);
    assertEquals(200, talk("GET / HTTP/1.1\r\nHost: h\r\n" + many + "\r\n").reply().status());
    assertEquals(431, talk("GET / HTTP/1.1\r\nHost: h\r\n" + many + many).reply().status());
    var long5 = ("X: " + a.substring(0, 7000) + "\r\n").repeat(5);
    assertEquals(431, talk("GET / HTTP/1.1\r\n" + long5).reply().status());
    var chunks = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertEquals(431, talk(chunks + "1;" + a + a).reply().status());
    assertEquals(
        413, talk(chunks + "80000\r\n" + "x".repeat(0x80000) + "\r\n80001\r\n").reply().status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\rHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\0c\r\n\r\n",
        "GET /\1 HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\r\n\r\n",
        "\26\3\1\2\0\1\0\1\374\3\3"
      })
  @DisplayName("a bare CR and control characters: RFC 9112 §2.2, RFC 9110 §5.5")
  void controls(String request) {
    var talk = talk(request);
    assertEquals(400, talk.reply().status());
    assertTrue(talk.finished);
  }

  @Test
  @DisplayName("a bare LF ends a line of the head too: RFC 9112 §2.2")
  void bareLineFeed() {
    assertEquals(200, talk("GET / HTTP/1.1\nHost: h\n\n").reply().status());
  }

  @Test
  @DisplayName("directories: an index, a list, a redirect that keeps the query")
  void directories() {
    assertEquals("<p>index", talk("GET /dir/ HTTP/1.0\r\n\r\n").reply().content());
    assertEquals("/dir/?a=b", talk("GET /dir?a=b HTTP/1.0\r\n\r\n").reply().field("Location"));
    var root = talk("GET / HTTP/1.0\r\n\r\n").reply();
    assertEquals("text/html; charset=utf-8", root.field("Content-Type"));
    assertTrue(root.content().contains("href=\"./ten.txt\""));
    assertTrue(root.content().contains("href=\"./%C3%BCmlaut\""));
    assertTrue(root.content().contains("href=\"./nothing/\""));
    var list = talk("GET /list/ HTTP/1.0\r\n\r\n").reply().content();
    assertTrue(list.contains("href=\"./a%20%26%20b.html\">a &amp; b.html<"), list);
    assertTrue(list.contains("href=\"./sub/\""));
    assertEquals("u", talk("GET /%C3%BCmlaut HTTP/1.0\r\n\r\n").reply().content());
    assertEquals(200, talk("GET /nothing/ HTTP/1.0\r\n\r\n").reply().status());
  }

  @Test
  @DisplayName("Expect: 100-continue, RFC 9110 §10.1.1")
  void expect() {
    var head = "POST / HTTP/1.%d\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-Continue\r\n\r\n";
    var refused = talk(head.formatted(1)); // 405 is known before the content comes
    assertEquals(405, refused.reply().status());
    assertTrue(refused.finished);
    var get = talk(head.formatted(1).replace("POST", "GET"));
    assertEquals("HTTP/1.1 100 Continue\r\n\r\n", get.heard());
    assertEquals(200, get.says("abcd").replies().single().status());
    assertEquals("", talk(head.formatted(0)).heard());
    var there = talk(head.formatted(1).replace("POST", "GET") + "ab");
    assertEquals("", there.heard()); // §10.1.1: may omit it if content has come
  }

  @Test
  @DisplayName("pipelining: answers in order, RFC 9112 §9.3.2, bounded by what the peer takes")
  void pipelining() {
    var large = "GET /large.bin HTTP/1.1\r\nHost: h\r\n\r\n";
    var talk = new Talk(SERVER).stall().says(large.repeat(20));
    assertTrue(
        talk.waiting() > 262_144 && talk.waiting() <= 262_144 + Outbox.PIECE, "" + talk.waiting());
    for (int i = 0; i < 1_000 && talk.waiting() > 0; i++) {
      talk.takes(Math.min(talk.waiting(), 50_000));
      assertTrue(talk.waiting() <= 262_144 + Outbox.PIECE);
    }
    var replies = talk.replies();
    assertEquals(20, replies.length());
    var content = new String(LARGE.toBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertTrue(replies.forAll(reply -> reply.content().equals(content)));
    var mixed =
        talk(
            "GET /ten.txt HTTP/1.1\r\nHost: h\r\n\r\nHEAD /ten.txt HTTP/1.1\r\nHost: h\r\n\r\nGET /no HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.0\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n");
    assertEquals(Vector.of(200, 200, 404, 200), mixed.replies("GET", "HEAD").map(Reply::status));
    assertTrue(mixed.finished); // nothing behind the last one is answered, §9.6
  }

  @Test
  @DisplayName("a peer that goes on although nothing is taken from it is left")
  void hoard() {
    var talk = new Talk(SERVER).stall().says("GET /large.bin HTTP/1.1\r\nHost: h\r\n\r\n");
    var noise = Slice.owning(new byte[60_000]);
    @Var int pieces = 0;
    while (!talk.aborted) {
      talk.says(noise);
      assertTrue(++pieces < 100);
    }
  }

  @Test
  @DisplayName("a half-open client: what it asked for is answered, RFC 9112 §9.6")
  void halfClose() {
    var talk = new Talk(SERVER).stall().says("GET /large.bin HTTP/1.1\r\nHost: h\r\n\r\n").ends();
    assertFalse(talk.finished);
    while (talk.waiting() > 0) {
      talk.takes(talk.waiting());
    }
    assertTrue(talk.finished && talk.isOver() && !talk.aborted);
    assertEquals(700_000, talk.reply().content().length());
    assertTrue(new Talk(SERVER).ends().finished);
    assertEquals(400, talk("GET / HT").ends().reply().status());
    assertEquals(
        400,
        talk("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab").ends().reply().status());
  }

  @Test
  @DisplayName("408: a head that does not come in 15 s, nor content in 60 s, §15.5.9")
  void timeouts() {
    var silent = new Talk(SERVER).waits(Duration.ofSeconds(14));
    assertFalse(silent.finished);
    assertTrue(silent.waits(Duration.ofSeconds(2)).finished);
    assertEquals("", silent.heard());
    assertTrue(silent.waits(Duration.ofSeconds(11)).aborted);

    var slow = new Talk(SERVER);
    @Var int octets = 0;
    while (!slow.finished) {
      slow.says(octets++ == 0 ? "GET / HTTP/1.1\r\nX: " : "y").waits(Duration.ofSeconds(1));
      assertTrue(octets < 20);
    }
    assertEquals(408, slow.reply().status());
    assertEquals("close", slow.reply().field("Connection"));

    var post = talk("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 300\r\n\r\n");
    for (int i = 0; i < 61; i++) {
      post.says("x").waits(Duration.ofSeconds(1));
    }
    assertEquals(408, post.reply().status());

    var idle = talk("GET / HTTP/1.1\r\nHost: h\r\n\r\n").waits(Duration.ofSeconds(59));
    assertFalse(idle.finished);
    assertTrue(idle.waits(Duration.ofSeconds(2)).finished);
    assertTrue(idle.ends().isOver());
    assertFalse(idle.aborted);
  }

  @Test
  @DisplayName("slow readers: four KiB a second, or a minute later they are left")
  void slowReaders() {
    var head = "GET /large.bin HTTP/1.1\r\nHost: h\r\n\r\n";
    assertTrue(new Talk(SERVER).stall().says(head).waits(Duration.ofSeconds(61)).aborted);
    var slow = new Talk(SERVER).stall().says(head);
    @Var int seconds = 0;
    while (!slow.aborted) {
      slow.takes(1_000).waits(Duration.ofSeconds(1));
      assertTrue(seconds++ < 120);
    }
    var steady = new Talk(SERVER).stall().says(head);
    while (steady.waiting() > 5_000) {
      steady.takes(5_000).waits(Duration.ofSeconds(1));
    }
    assertFalse(steady.aborted);
    assertEquals(700_000, steady.reply().content().length());
  }

  @Test
  @DisplayName("a new site is what the next request on an old connection gets")
  void renewed() {
    var get = "GET /ten.txt HTTP/1.1\r\nHost: h\r\n\r\n";
    var talk = talk(get + get.substring(0, 9));
    talk.meets(
        SERVER.with(
            Site.of(TreeMap.ofEntries(file("/ten.txt", Slice.utf8("new"))), HashSet.empty())));
    var replies = talk.says(get.substring(9)).replies();
    assertEquals(Vector.of(CONTENT, "new"), replies.map(Reply::content));
  }

  @Test
  @DisplayName("Last-Modified is never later than Date: §8.8.2.1")
  void future() {
    var early = SERVER.with(new WallClock(0));
    var reply = new Talk(early).says("GET /ten.txt HTTP/1.0\r\n\r\n").reply();
    assertEquals("Thu, 01 Jan 1970 00:00:00 GMT", reply.field("Date"));
    assertEquals(reply.field("Date"), reply.field("Last-Modified"));
  }
}
