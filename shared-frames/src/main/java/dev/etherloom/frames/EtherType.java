package dev.etherloom.frames;

import io.vavr.control.Option;

/**
 * What an Ethernet II frame carries (IEEE 802 numbers; 0x0600…0xffff).
 *
 * @param value the number as it stands in the frame
 */
public record EtherType(int value) implements Comparable<EtherType> {
  public static final int LOWEST = 0x0600;

  public static final EtherType IPV4 = new EtherType(0x0800);
  public static final EtherType ARP = new EtherType(0x0806);
  public static final EtherType IPV6 = new EtherType(0x86dd);

  /** Customer VLAN tag, IEEE 802.1Q. */
  public static final EtherType VLAN = new EtherType(0x8100);

  /** Service VLAN tag, IEEE 802.1ad. */
  public static final EtherType SERVICE_VLAN = new EtherType(0x88a8);

  /** Local Experimental EtherType 1, IEEE 802: free for private use on one's own network. */
  public static final EtherType EXPERIMENTAL_1 = new EtherType(0x88b5);

  public static final EtherType EXPERIMENTAL_2 = new EtherType(0x88b6);

  public EtherType {
    if (value < LOWEST || value > 0xffff) {
      throw new IllegalArgumentException(
          "an EtherType is 0x0600…0xffff, not 0x%04x".formatted(value));
    }
  }

  /** Hexadecimal digits after 0x, as {@code 0x88b5}. */
  public static Option<EtherType> parse(String text) {
    if (!text.matches("0[xX][0-9a-fA-F]{1,4}")) {
      return Option.none();
    }
    int value = Integer.parseInt(text.substring(2), 16);
    return value < LOWEST ? Option.none() : Option.some(new EtherType(value));
  }

  @Override
  public int compareTo(EtherType other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "0x%04x".formatted(value);
  }
}
