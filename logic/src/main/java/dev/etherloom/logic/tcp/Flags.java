package dev.etherloom.logic.tcp;

/**
 * The control bits of a segment (RFC 9293 §3.1), reserved ones too.
 *
 * @param bits the twelve bits behind the data offset
 */
public record Flags(int bits) {
  static final Flags NONE = new Flags(0);
  public static final Flags FIN = new Flags(0x01);
  public static final Flags SYN = new Flags(0x02);
  public static final Flags RST = new Flags(0x04);
  public static final Flags PSH = new Flags(0x08);
  public static final Flags ACK = new Flags(0x10);
  public static final Flags URG = new Flags(0x20);
  public static final Flags ECE = new Flags(0x40);
  public static final Flags CWR = new Flags(0x80);

  /** Accurate ECN, once the nonce sum (RFC 9768). */
  public static final Flags AE = new Flags(0x100);

  private static final String LETTERS = "FSRP.UEWe";

  public boolean has(Flags other) {
    return (bits & other.bits) == other.bits;
  }

  public Flags with(Flags other) {
    return new Flags(bits | other.bits);
  }

  /** As tcpdump writes them: {@code S.} is SYN with ACK. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int bit = 0; bit < LETTERS.length(); bit++) {
      if ((bits >>> bit & 1) != 0) {
        text.append(LETTERS.charAt(bit));
      }
    }
    return text.isEmpty() ? "none" : text.toString();
  }
}
