package dev.etherloom.logic.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.testkit.Damage;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TlsTest {
  private static final int VALUES = 10_000;
  private final SplittableRandom random = new SplittableRandom(42);

  private static Slice join(Slice... parts) {
    var out = Writer.allocate(Vector.of(parts).map(Slice::length).sum().intValue());
    Vector.of(parts).forEach(out::put);
    return out.written();
  }

  private static Slice sized(int width, Slice... parts) {
    var content = join(parts);
    int size = content.length();
    return join(width == 1 ? Slice.of(size) : Slice.of(size >>> 8, size), content);
  }

  private static Slice u16(int value) {
    return Slice.of(value >>> 8, value);
  }

  private static Slice extension(int type, Slice content) {
    return join(u16(type), sized(2, content));
  }

  private static Slice serverName(String name) {
    return extension(
        Extension.SERVER_NAME, sized(2, join(Slice.of(0), sized(2, Slice.utf8(name)))));
  }

  /** A hello as a browser's, with the name in front of the other extensions. */
  private static Slice hello(Slice session, Slice... extensions) {
    var body =
        join(
            u16(0x0303),
            Slice.owning(new byte[32]),
            sized(1, session),
            sized(2, u16(0x1301), u16(0x1302), u16(0xc02f)),
            sized(1, Slice.of(0)),
            extensions.length == 0 ? Slice.EMPTY : sized(2, extensions));
    var message = join(Slice.of(1, 0), sized(2, body));
    return TlsRecord.of(TlsRecord.HANDSHAKE, 0x0301, message).toSlice();
  }

  private static Slice browser() {
    return hello(
        Slice.owning(new byte[32]),
        extension(0x0a0a, Slice.EMPTY),
        serverName("www.example.org"),
        extension(
            Extension.PROTOCOLS,
            sized(2, sized(1, Slice.utf8("h2")), sized(1, Slice.utf8("http/1.1")))),
        extension(Extension.SUPPORTED_VERSIONS, sized(1, u16(0x0304), u16(0x0303))));
  }

  private TlsRecord tlsRecord() {
    return TlsRecord.of(
        20 + random.nextInt(5), 0x0300 + random.nextInt(256), Damage.noise(random, 90));
  }

  @Test
  void laws() {
    for (int i = 0; i < VALUES; i++) {
      var tls = tlsRecord();
      assertEquals(Either.right(tls), TlsRecord.decode(Damage.framed(tls.toSlice())));
      Damage.mutations(tls.toSlice(), random, TlsRecord::decode);
      Damage.mutations(tls.toSlice(), random, TlsRecord::parse);
    }
    var tls = tlsRecord();
    Damage.refusesCuts(tls.toSlice(), tls.length(), TlsRecord::decode);
    Damage.refusesCuts(tls.toSlice(), TlsRecord.HEADER, TlsRecord::parse);
  }

  @Test
  void whole() {
    var hello = ClientHello.decode(Damage.framed(browser())).get();
    assertEquals(Option.none(), hello.damage());
    assertEquals(0x0303, hello.version());
    assertEquals(32, hello.random().length());
    assertEquals(32, hello.session().length());
    assertEquals(Vector.of(0x1301, 0x1302, 0xc02f), hello.cipherSuites());
    assertEquals(Slice.of(0), hello.compressions());
    assertEquals(Option.some("www.example.org"), hello.serverName().map(Slice::text));
    assertEquals(Vector.of("h2", "http/1.1"), hello.protocols().map(Slice::text));
    assertEquals(Vector.of(0x0304, 0x0303), hello.supportedVersions());
    assertEquals(Vector.of(0x0a0a, 0, 16, 43), hello.extensions().map(Extension::type));
  }

  @Test
  void withoutExtensions() {
    var hello = ClientHello.decode(hello(Slice.EMPTY)).get();
    assertEquals(Option.none(), hello.damage());
    assertEquals(Option.none(), hello.serverName());
    assertEquals(Vector.empty(), hello.protocols());
    assertEquals(Vector.of(0x0303), hello.supportedVersions());
  }

  @Test
  void cuts() {
    var octets = browser();
    var whole = ClientHello.decode(octets).get();
    int fixed = TlsRecord.HEADER + 4 + 2 + 32;
    int named = whole.serverName().map(name -> name.offset() + name.length()).get();
    Damage.refusesCuts(octets, fixed, ClientHello::decode);
    Damage.cuts(
        octets,
        (cut, length) -> {
          if (length >= fixed) {
            var hello = ClientHello.decode(cut).get();
            assertTrue(hello.damage().get() instanceof DecodeError.TooShort);
            Damage.within(cut, hello.damage().get());
            assertEquals(length >= named ? whole.serverName() : Option.none(), hello.serverName());
            assertEquals(whole.extensions().take(hello.extensions().length()), hello.extensions());
          }
        });
  }

  @Test
  void mutations() {
    for (int i = 0; i < VALUES; i++) {
      var octets = Damage.mutated(browser(), random);
      var read = ClientHello.decode(octets);
      if (read.isLeft()) {
        Damage.within(octets, read.getLeft());
      } else {
        var hello = read.get();
        hello.damage().forEach(error -> Damage.within(octets, error));
        assertTrue(hello.serverName().map(Slice::length).getOrElse(0) <= octets.length());
        assertTrue(hello.protocols().length() <= octets.length());
        assertTrue(hello.supportedVersions().length() <= octets.length());
      }
    }
  }

  @Test
  void refusals() {
    assertEquals(
        new DecodeError.BadField("tls", 14, "content type", 0x47, "20…24"),
        ClientHello.decode(Damage.framed(Slice.utf8("GET / HTTP/1.1\r\n"))).getLeft());
    assertEquals(
        new DecodeError.BadField("tls", 14, "content type", 23, "22, a handshake"),
        ClientHello.decode(Damage.framed(Slice.hex("17 0303 0001 00"))).getLeft());
    assertEquals(
        new DecodeError.BadField("tls", 19, "handshake type", 2, "1, a ClientHello"),
        ClientHello.decode(Damage.framed(Slice.hex("16 0303 0004 02000000"))).getLeft());
    assertEquals(
        new DecodeError.TooShort("tls", 17, 6, 5, "length"),
        TlsRecord.decode(Damage.framed(Slice.hex("17 0303 0001"))).getLeft());
  }
}
