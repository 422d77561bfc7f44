package dev.etherloom.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Each octet is where it belongs, at the edges of the words too. */
class OctetSetTest {
  private static final int OCTETS = 256;

  @Test
  void ranges() {
    for (int least = 0; least < OCTETS; least++) {
      for (int most : new int[] {least - 1, least, least + 1, 63, 64, 127, 128, 191, 192, 255}) {
        var set = OctetSet.range(least, Math.min(most, OCTETS - 1));
        for (int octet = 0; octet < OCTETS; octet++) {
          boolean there = octet >= least && octet <= most;
          assertEquals(there, set.has(octet), least + "…" + most + ": " + octet);
          assertEquals(!there, set.not().has(octet), "not " + least + "…" + most + ": " + octet);
        }
      }
    }
  }

  @Test
  void characters() {
    var set = OctetSet.of("a?@\u00ff").or(OctetSet.of("\u0000"));
    for (int octet = 0; octet < OCTETS; octet++) {
      assertEquals("a?@\u00ff\u0000".indexOf(octet) >= 0, set.has(octet), "octet " + octet);
    }
  }

  @Test
  void caseless() {
    for (int octet = 0; octet < OCTETS; octet++) {
      var set = OctetSet.of(octet).caseless();
      boolean letter = (octet | 32) >= 'a' && (octet | 32) <= 'z' && octet < 0x80;
      for (int other = 0; other < OCTETS; other++) {
        boolean there = other == octet || (letter && other == (octet ^ 32));
        assertEquals(there, set.has(other), octet + ": " + other);
      }
    }
  }

  @Test
  void spans() {
    var text = Slice.utf8("x12345y").from(1);
    var digits = OctetSet.range('0', '9');
    assertEquals(5, text.span(digits, 0));
    assertEquals(3, text.span(digits, 1, 3));
    assertEquals(5, text.span(digits, 5));
    assertEquals(6, text.span(digits.not(), 5));
    assertEquals(6, text.span(digits, 6));
  }
}
