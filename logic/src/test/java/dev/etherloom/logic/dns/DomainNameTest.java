package dev.etherloom.logic.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.DecodeError;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
  private final DnsSamples samples = new DnsSamples(11);

  @Test
  void laws() {
    for (int i = 0; i < 20_000; i++) {
      var name = samples.name();
      var placed = DomainName.at(name.toSlice(), 0).get();
      assertEquals(name, placed.value());
      assertEquals(name.toSlice(), placed.octets());
      assertEquals(name, DomainName.of(name.labels()).get());
      assertEquals(name.toSlice(), DomainName.parse(name.toString()).get().toSlice());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "., .",
    "example.com, example.com",
    "example.com., example.com",
    "a\\.b.c, a\\.b.c",
    "a\\046b.c, a\\.b.c",
    "a\\\\b, a\\\\b",
    "\\000\\255, \\000\\255",
    "'a b', a\\032b",
    "\\a\\-, a-",
    "bücher.example, b\\195\\188cher.example"
  })
  @DisplayName("RFC 1035 §5.1: text with escapes")
  void text(String text, String canonical) {
    assertEquals(canonical, DomainName.of(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        ".a",
        "a..b",
        "a..",
        "a\\",
        "a\\25",
        "a\\256",
        "a\\2x5",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void noNames(String text) {
    assertEquals(Option.none(), DomainName.parse(text));
  }

  @Test
  @DisplayName("RFC 4343 §3: only the letters of ASCII lose their case")
  void equality() {
    assertEquals(DomainName.of("WWW.Example.COM"), DomainName.of("www.eXAMPLE.com"));
    assertEquals(DomainName.of("AZ").hashCode(), DomainName.of("az").hashCode());
    assertNotEquals(DomainName.of("a@"), DomainName.of("a`"));
    assertNotEquals(DomainName.of("a["), DomainName.of("a{"));
    assertNotEquals(DomainName.of("\\192"), DomainName.of("\\224"));
    assertNotEquals(DomainName.of("a.b"), DomainName.of("a\\.b"));
    assertEquals("WWW.a", DomainName.of("WWW.a").toString());
  }

  @Test
  @DisplayName("127 labels and 255 octets fit, one more does not")
  void limits() {
    var one = Slice.utf8("x");
    assertTrue(DomainName.of(Vector.fill(127, () -> one)).isDefined());
    assertTrue(DomainName.of(Vector.fill(128, () -> one)).isEmpty());
    var most = Vector.of(63, 63, 63, 61).map(size -> Slice.utf8("y".repeat(size)));
    assertEquals(255, DomainName.of(most).get().length());
    var long256 = Writer.allocate(300);
    most.update(3, Slice.utf8("y".repeat(62)))
        .forEach(label -> long256.u8(label.length()).put(label));
    assertEquals(
        new DecodeError.BadField("dns", 255, "name length", 256, "at most 255"),
        DomainName.at(long256.u8(0).written(), 0).getLeft());
  }

  @ParameterizedTest
  @CsvSource({
    "0, c000, 'pointer is 0, expected less than 0'",
    "0, c002 00, 'pointer is 2, expected less than 0'",
    "2, c002 c000, 'pointer is 0, expected less than 2|pointer is 2, expected less than 0'",
    "0, 0161 c000, 'pointer is 0, expected less than 0'",
    "1, 00 0161 c001, 'pointer is 1, expected less than 1'",
    "1, 00 0161 c002, 'pointer is 2, expected less than 1'",
    "0, 40, 'label type is 1, expected 0 or 3'",
    "0, 80, 'label type is 2, expected 0 or 3'",
    "0, 0161 bf, 'label type is 2, expected 0 or 3'",
    "0, '', 'name requires 1 octets, there are 0'",
    "0, 0161, 'name requires 1 octets, there are 0'",
    "0, 3f61, 'label requires 64 octets, there are 2'",
    "0, c0, 'pointer requires 2 octets, there are 1'",
    "9, 00, 'name requires 1 octets, there are 0'"
  })
  @DisplayName("§4.1.4: a name that leads to itself or ahead, or is none")
  void hostile(int at, String octets, String complaint) {
    var error = DomainName.at(Slice.hex(octets), at).getLeft().toString();
    assertTrue(Vector.of(complaint.split("\\|")).exists(error::endsWith), error);
  }

  @Test
  @DisplayName("a name over 127 pointers is followed, over 128 not")
  void chains() {
    var out = Writer.allocate(1000);
    out.u8(0).u16(0xc000);
    @Var int last = 1;
    for (int pointers = 2; pointers <= 128; pointers++) {
      int at = out.length();
      out.u16(0xc000 | last);
      last = at;
    }
    var octets = out.written();
    assertEquals(DomainName.ROOT, DomainName.at(octets, last - 2).get().value());
    assertEquals(
        new DecodeError.BadField("dns", last, "pointers", 128, "at most 127"),
        DomainName.at(octets, last).getLeft());
  }

  @Test
  @DisplayName("a name too long only by what its pointers lead to")
  void longBehindPointers() {
    var out = Writer.allocate(1000);
    out.put(DomainName.of(Vector.fill(127, () -> Slice.utf8("x"))).get());
    int at = out.length();
    var octets = out.u8(1).u8('y').u16(0xc000).written();
    assertEquals("dns: bad name length", DomainName.at(octets, at).getLeft().label());
    assertEquals(255, DomainName.at(octets.first(at), 0).get().value().length());
  }
}
