package dev.etherloom.logic.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.testkit.Damage;
import dev.etherloom.logic.testkit.SocketHost;
import io.vavr.collection.HashSet;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as a client that somebody else wrote sees it: the JDK's own. */
@Timeout(60)
class HttpClientTest {
  private static final Slice LARGE = Damage.noise(new SplittableRandom(1), 3_000_000, 3_000_000);
  private static final HttpResponder SERVER =
      new HttpResponder()
          .with(
              Site.of(
                  TreeMap.of(
                      "/large.bin",
                      Resource.of(LARGE, "application/octet-stream", Option.none()),
                      "/dir/index.html",
                      Resource.of(Slice.utf8("index"), "text/html", Option.none())),
                  HashSet.empty()));

  private static SocketHost host;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    host = new SocketHost(0, () -> SERVER);
    client =
        HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NORMAL).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    host.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + host.port() + path));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Test
  @DisplayName("whole, in part, its head alone, and by redirection")
  void gets() throws Exception {
    assertArrayEquals(LARGE.toBytes(), send(request("/large.bin")).body());
    var part = send(request("/large.bin").header("Range", "bytes=1000000-2999998"));
    assertEquals(206, part.statusCode());
    assertArrayEquals(LARGE.slice(1_000_000, 1_999_999).toBytes(), part.body());
    var head = send(request("/large.bin").HEAD());
    assertEquals(3_000_000, head.headers().firstValueAsLong("content-length").getAsLong());
    assertEquals(0, head.body().length);
    assertEquals("index", Slice.owning(send(request("/dir")).body()).text());
    assertEquals(404, send(request("/no")).statusCode());
    var tag = head.headers().firstValue("etag").orElseThrow();
    assertEquals(304, send(request("/large.bin").header("If-None-Match", tag)).statusCode());
  }

  @Test
  @DisplayName("content that nobody wants: counted, in chunks, invited, too large")
  void posts() throws Exception {
    var counted = BodyPublishers.ofByteArray(new byte[500_000]);
    assertEquals(405, send(request("/").POST(counted)).statusCode());
    var chunked = BodyPublishers.fromPublisher(counted);
    assertEquals(405, send(request("/").POST(chunked)).statusCode());
    assertEquals(405, send(request("/").expectContinue(true).POST(counted)).statusCode());
    var get = request("/dir/").expectContinue(true).method("GET", counted);
    assertEquals(200, send(get).statusCode());
    var large = BodyPublishers.ofByteArray(new byte[1_048_577]);
    assertEquals(413, send(request("/").POST(large)).statusCode());
  }

  @Test
  @DisplayName("200 requests at once")
  void many() {
    var answers =
        Vector.fill(
            200, () -> client.sendAsync(request("/large.bin").build(), BodyHandlers.ofByteArray()));
    for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
      assertEquals(LARGE, Slice.owning(answer.join().body()));
    }
  }
}
