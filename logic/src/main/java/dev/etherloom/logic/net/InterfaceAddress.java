package dev.etherloom.logic.net;

import io.vavr.control.Option;

/**
 * An address of one's own and the network it stands in, as {@code 192.0.2.10/24}.
 *
 * @param prefixLength how many of its bits name the network
 */
public record InterfaceAddress(IpAddress address, int prefixLength) {
  public static Option<InterfaceAddress> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Option.none();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return IpAddress.parse(text.substring(0, slash))
        .filter(address -> length <= address.width())
        .map(address -> new InterfaceAddress(address, length));
  }

  /** As {@link #parse}; for constants in the code. */
  public static InterfaceAddress of(String text) {
    return parse(text)
        .getOrElseThrow(() -> new IllegalArgumentException("no address/length: " + text));
  }

  public Prefix prefix() {
    return Prefix.around(address, prefixLength);
  }

  @Override
  public String toString() {
    return address + "/" + prefixLength;
  }
}
