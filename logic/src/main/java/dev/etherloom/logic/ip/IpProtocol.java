package dev.etherloom.logic.ip;

/**
 * What an IP packet carries (IANA protocol numbers).
 *
 * @param number 0…255
 */
public record IpProtocol(int number) implements Comparable<IpProtocol> {
  public static final IpProtocol HOP_BY_HOP = new IpProtocol(0);
  public static final IpProtocol ICMP = new IpProtocol(1);
  public static final IpProtocol IGMP = new IpProtocol(2);
  public static final IpProtocol TCP = new IpProtocol(6);
  public static final IpProtocol UDP = new IpProtocol(17);
  public static final IpProtocol ROUTING = new IpProtocol(43);
  public static final IpProtocol FRAGMENT = new IpProtocol(44);
  public static final IpProtocol AUTHENTICATION = new IpProtocol(51);
  public static final IpProtocol ICMPV6 = new IpProtocol(58);
  public static final IpProtocol NO_NEXT_HEADER = new IpProtocol(59);
  public static final IpProtocol DESTINATION_OPTIONS = new IpProtocol(60);

  public IpProtocol {
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("an IP protocol is 0…255, not " + number);
    }
  }

  @Override
  public int compareTo(IpProtocol other) {
    return Integer.compare(number, other.number);
  }
}
