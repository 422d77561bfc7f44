package dev.etherloom.logic.dns;

/**
 * The second word of the header (RFC 1035 §4.1.1, RFC 4035 §3 for AD and CD), every bit kept.
 *
 * @param bits 0…65535
 */
public record DnsFlags(int bits) {
  public static final int RESPONSE = 0x8000;
  public static final int AUTHORITATIVE = 0x0400;
  public static final int TRUNCATED = 0x0200;
  public static final int RECURSION_DESIRED = 0x0100;
  public static final int RECURSION_AVAILABLE = 0x0080;

  /** The bit that must be zero. */
  public static final int RESERVED = 0x0040;

  public static final int AUTHENTIC = 0x0020;
  public static final int CHECKING_DISABLED = 0x0010;

  public static final DnsFlags QUERY = new DnsFlags(RECURSION_DESIRED);

  public boolean isResponse() {
    return has(RESPONSE);
  }

  public boolean isAuthoritative() {
    return has(AUTHORITATIVE);
  }

  public boolean isTruncated() {
    return has(TRUNCATED);
  }

  public boolean isRecursionDesired() {
    return has(RECURSION_DESIRED);
  }

  public boolean isRecursionAvailable() {
    return has(RECURSION_AVAILABLE);
  }

  public boolean isAuthentic() {
    return has(AUTHENTIC);
  }

  public boolean isCheckingDisabled() {
    return has(CHECKING_DISABLED);
  }

  /** Whether any bit of {@code mask} is set. */
  public boolean has(int mask) {
    return (bits & mask) != 0;
  }

  /** 0 query, 4 notify (RFC 1996), 5 update (RFC 2136); 0…15. */
  public int opcode() {
    return bits >>> 11 & 0xf;
  }

  /** 0 no error, 3 no such name…; the low four bits of what EDNS makes twelve. */
  public int responseCode() {
    return bits & 0xf;
  }
}
