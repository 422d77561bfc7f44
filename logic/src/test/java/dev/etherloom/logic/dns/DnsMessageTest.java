package dev.etherloom.logic.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.Ipv4Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** decode(emit(x)) = x for messages; damaged ones, whose whole entries are seen nevertheless. */
class DnsMessageTest {
  private static final int VALUES = 3_000;
  private final DnsSamples samples = new DnsSamples(7);

  /** The entries up to what ends the walk, and that. */
  private record Walk(Vector<DnsEntry> entries, DnsCursor.Next last) {
    static Walk of(Slice octets) {
      return of(DnsCursor.over(octets).get());
    }

    static Walk of(DnsCursor start) {
      @Var var cursor = start;
      @Var Vector<DnsEntry> entries = Vector.empty();
      while (cursor.next() instanceof DnsCursor.Next.Entry(var entry, var rest)) {
        entries = entries.append(entry);
        cursor = rest;
      }
      return new Walk(entries, cursor.next());
    }
  }

  @Test
  void law() {
    for (int i = 0; i < VALUES; i++) {
      var message = i % 10 == 0 ? samples.everything() : samples.message();
      var octets = message.toSlice();
      assertEquals(message.length(), octets.length());
      var decoded = DnsMessage.decode(octets);
      assertEquals(Either.right(message), decoded);
      assertEquals(message.toString(), decoded.get().toString(), "names keep their case");
    }
  }

  @Test
  @DisplayName("each kind of data as it emits itself, without a message around it")
  void dataLaw() {
    for (int kind = 0; kind < 15; kind++) {
      for (int i = 0; i < 200; i++) {
        var data = samples.data(kind);
        var octets = data.toSlice();
        assertEquals(data.length(), octets.length());
        assertEquals(
            Either.right(data), RecordData.decode(data.type(), RecordClass.IN, octets, octets));
      }
    }
  }

  @Test
  @DisplayName("a message amid other octets: its pointers and its offsets count rightly")
  void withinAFrame() {
    var message = samples.everything();
    var out = Writer.allocate(42 + message.length());
    var frame = out.zeros(42).put(message).written();
    assertEquals(Either.right(message), DnsMessage.decode(frame.from(42)));
    var walk = Walk.of(frame.from(42));
    assertInstanceOf(DnsCursor.Next.End.class, walk.last());
    @Var int at = 42 + DnsHeader.LENGTH;
    for (var entry : walk.entries()) {
      assertEquals(at, entry.octets().offset());
      assertEquals(at, entry.name().offset());
      at += entry.octets().length();
      if (entry instanceof DnsEntry.Given given) {
        assertEquals(at, given.data().offset() + given.data().length());
        assertEquals(given.octets().length(), given.name().length() + 10 + given.data().length());
      }
    }
    assertEquals(frame.length(), at);
  }

  @Test
  @DisplayName("RFC 1035 §4.1.4: F.ISI.ARPA, FOO.F.ISI.ARPA, ARPA and the root, compressed")
  void compression() {
    var names = Vector.of("F.ISI.ARPA", "FOO.F.ISI.ARPA", "ARPA", ".").map(DomainName::of);
    var message =
        names.foldLeft(
            DnsMessage.empty(1, DnsFlags.QUERY),
            (m, name) -> m.asking(new Question(name, RecordType.A, RecordClass.IN)));
    var kind = "0001 0001";
    assertEquals(
        Slice.hex(
            "0001 0100 0004 0000 0000 0000"
                + ("0146 03495349 0441525041 00" + kind)
                + ("03464f4f c00c" + kind)
                + ("c012" + kind)
                + ("00" + kind)),
        message.toSlice());
  }

  @Test
  @DisplayName("beyond 16,383 octets nothing is pointed to")
  void longMessage() {
    @Var var message = DnsMessage.empty(0, DnsFlags.QUERY);
    for (int i = 0; i < 500; i++) {
      message = message.giving(Section.ANSWER, samples.record(i % 10));
      message = message.giving(Section.ADDITIONAL, samples.record(2));
    }
    assertTrue(message.length() > 0x8000);
    assertEquals(Either.right(message), DnsMessage.decode(message.toSlice()));
  }

  @Test
  void cutAnywhere() {
    for (int i = 0; i < 30; i++) {
      var message = samples.everything();
      var whole = message.toSlice();
      var entries = Walk.of(whole).entries();
      for (int length = 0; length < whole.length(); length++) {
        var cut = whole.first(length);
        assertTrue(DnsMessage.decode(cut).isLeft());
        if (length >= DnsHeader.LENGTH) {
          var walk = Walk.of(cut);
          int end = length;
          assertInstanceOf(DnsCursor.Next.Damaged.class, walk.last());
          assertEquals(
              entries.takeWhile(e -> e.octets().offset() + e.octets().length() <= end),
              walk.entries());
        }
      }
    }
  }

  @Test
  void mutations() {
    for (int i = 0; i < 100_000 / 50; i++) {
      var octets = samples.message().toSlice();
      for (int j = 0; j < 50; j++) {
        var bytes = octets.toBytes();
        for (int k = samples.below(6); k >= 0; k--) {
          bytes[samples.below(bytes.length)] =
              (byte) (samples.below(3) == 0 ? 0xc0 : samples.below(256));
        }
        var mutated = Slice.owning(bytes);
        var decoded = DnsMessage.decode(mutated);
        decoded.forEach(
            message -> assertEquals(Either.right(message), DnsMessage.decode(message.toSlice())));
        var last = Walk.of(mutated).last();
        decoded.forEach(_ -> assertInstanceOf(DnsCursor.Next.End.class, last));
        throughSpoiled(last);
      }
    }
  }

  /** What follows spoiled records is walked as well. */
  private static void throughSpoiled(DnsCursor.Next from) {
    @Var var next = from;
    while (next instanceof DnsCursor.Next.Spoiled spoiled) {
      next = Walk.of(spoiled.rest()).last();
    }
  }

  @Test
  void noise() {
    for (int i = 0; i < 20_000; i++) {
      var noise = samples.noise(0, 200);
      var decoded = DnsMessage.decode(noise);
      assertTrue(decoded.isLeft() || decoded.get().length() <= 200 * 255);
    }
  }

  @Test
  @DisplayName("65,000 octets of questions, each a chain of pointers to a name of 255 octets")
  void hostile() {
    var out = Writer.allocate(65_535);
    out.u32(0).u32(0xffff_0000L).u32(0);
    int deep = 126;
    var label = Slice.utf8("x");
    out.put(DomainName.of(Vector.of(label)).get()).u32(0);
    @Var int target = 12;
    for (int i = 0; i < deep; i++) {
      int at = out.length();
      out.u8(1).put(label).u16(0xc000 | target).u32(0);
      target = at;
    }
    while (out.length() + 6 < 65_535) {
      out.u16(0xc000 | target).u32(0);
    }
    var octets = out.written();
    var walk = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Walk.of(octets));
    assertTrue(walk.entries().size() > 10_000);
    assertEquals(255, ((DnsEntry.Asked) walk.entries().last()).question().name().length());
  }

  @Test
  @DisplayName("what is behind the last record is refused, and shown by the walk")
  void trailing() {
    var octets = Slice.hex("0001 0100 0000 0000 0000 0000 abcd");
    assertEquals(
        new DecodeError.BadField("dns", 12, "trailing octets", 2, "none"),
        DnsMessage.decode(octets).getLeft());
    assertEquals(new DnsCursor.Next.End(Slice.hex("abcd")), Walk.of(octets).last());
  }

  @Test
  @DisplayName("a record with damaged data is shown by the walk, which can go on behind it")
  void spoiled() {
    var octets =
        Slice.hex(
            "0001 8000 0000 0002 0000 0000"
                + "00 0001 0001 00000000 0001 ff"
                + "00 0001 0001 00000000 0004 c0000201");
    var spoiled = assertInstanceOf(DnsCursor.Next.Spoiled.class, Walk.of(octets).last());
    var error = new DecodeError.BadField("dns", 21, "data length", 1, "4");
    assertEquals(error, spoiled.error());
    assertEquals(
        new RecordData.Unknown(RecordType.A, Slice.hex("ff")), spoiled.entry().record().data());
    assertEquals(12, spoiled.entry().octets().offset());
    assertInstanceOf(DnsCursor.Next.Entry.class, spoiled.rest().next());
    assertEquals(error, DnsMessage.decode(octets).getLeft());
  }

  @Test
  void sections() {
    var message = DnsMessage.decode(samples.everything().toSlice()).get();
    assertEquals(
        Vector.of(Section.QUESTION)
            .appendAll(Vector.fill(15, () -> Section.ANSWER))
            .append(Section.AUTHORITY)
            .append(Section.ADDITIONAL),
        Walk.of(message.toSlice()).entries().map(DnsEntry::section));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0001, 0a000001ff, 'data length is 5, expected 4'",
    "28, 0001, 00, 'data length is 1, expected 16'",
    "2, 0001, '', 'name requires 1 octets, there are 0'",
    "2, 0001, 0000, 'data length is 2, expected 1'",
    "2, 0001, 0161, 'name requires 1 octets, there are 0'",
    "2, 0001, 0361, 'label requires 4 octets, there are 2'",
    "2, 0001, c0, 'pointer requires 2 octets, there are 1'",
    "15, 0001, 00, 'data requires 2 octets, there are 1'",
    "16, 0001, 0261, 'string requires 3 octets, there are 2'",
    "41, 0200, 000300, 'option requires 4 octets, there are 3'",
    "41, 0200, 0003000100, ''",
    "41, 0200, 0003000200, 'option length requires 2 octets, there are 1'",
    "257, 0001, 000061, 'tag length is 0, expected 1…1'",
    "257, 0001, 000261, 'tag length is 2, expected 1…1'",
    "65, 0001, 00010000030002, 'parameter length requires 2 octets, there are 0'",
    "65, 0001, 00010000030001ff, 'parameter length is 1, expected 2'",
    "65, 0001, 000100000300020050000200 00, 'parameter key is 2, expected at least 4'",
    "65, 0001, 000100000100020361, 'protocol length is 3, expected 1…1'",
    "65, 0001, 00010000000004 00020001, 'first mandatory key is 2, expected 1 or more, others'",
    "65, 0001, 000100 0004 0005 0102030405, 'parameter length is 5, expected a multiple of 4'",
    "1, 00ff, '', ''",
    "1, 00fe, '', ''",
    "1, 0001, '', 'data length is 0, expected 4'",
    "1, 0003, 00 0202, ''",
    "41, 00ff, '', ''",
  })
  @DisplayName("a record of the root with this type, class and data")
  void refusals(int type, String recordClass, String data, String complaint) {
    var octets = Slice.hex(data);
    var out = Writer.allocate(100);
    out.u32(0).u16(0).u16(1).u32(0).u8(0).u16(type).u16(Integer.parseInt(recordClass, 16));
    var read = DnsMessage.decode(out.u32(0).u16(octets.length()).put(octets).written());
    var found = read.fold(DecodeError::toString, _ -> "");
    assertTrue(complaint.isEmpty() ? found.isEmpty() : found.contains(complaint), found);
  }

  @Test
  @DisplayName("an answer with an alias and EDNS, octet for octet")
  void answer() {
    var octets =
        Slice.hex(
            "355e 8180 0001 0002 0000 0001"
                + "03777777 076578616d706c65 03636f6d 00 0001 0001"
                + "c00c 0005 0001 00000e10 0006 03 6e6577 c010"
                + "c02d 0001 0001 0000003c 0004 c0000201"
                + "00 0029 04d0 01 00 8000 0008 000a 0004 01020304");
    var message = DnsMessage.decode(octets).get();
    assertEquals(octets, message.toSlice());
    assertEquals("www.example.com", message.questions().head().name().toString());
    assertEquals(
        new ResourceRecord(
            DomainName.of("NEW.Example.com"),
            RecordClass.IN,
            60,
            new RecordData.A(Ipv4Address.of("192.0.2.1"))),
        message.answers().last());
    var edns = message.additionals().flatMap(Edns::of).head();
    assertEquals(1232, edns.payload());
    assertEquals(1, edns.extendedCode());
    assertTrue(edns.isDnssecOk());
    assertEquals(message.additionals().head(), edns.toRecord());
    assertEquals(Option.none(), Edns.of(message.answers().head()));
  }
}
