package dev.etherloom.logic.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final long LOW = 0x0706_0504_0302_0100L;
  private static final long HIGH = 0x0f0e_0d0c_0b0a_0908L;
  private static final Secret KEY = new Secret(LOW, HIGH);

  @Test
  @DisplayName("SipHash-2-4: the vectors of its authors for 0, 8 and 16 octets")
  void vectors() {
    assertEquals(0x726f_db47_dd0e_0e31L, KEY.hash());
    assertEquals(0x93f5_f579_9a93_2462L, KEY.hash(LOW));
    assertEquals(0x3f2a_cc7f_57c2_9bdbL, KEY.hash(LOW, HIGH));
  }

  @Test
  @DisplayName("three words are hashed as any number of them is")
  void threeWords() {
    assertEquals(KEY.hash(new long[] {1, LOW, -1}), KEY.hash(1, LOW, -1));
  }
}
