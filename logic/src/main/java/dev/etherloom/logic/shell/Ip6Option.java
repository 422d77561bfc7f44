package dev.etherloom.logic.shell;

import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.control.Option;

/**
 * What {@code --ip6} says.
 *
 * @param address none: auto
 */
record Ip6Option(Option<InterfaceAddress> address) {
  static final String AUTO = "auto";

  static Option<Ip6Option> parse(String text) {
    return text.equals(AUTO)
        ? Option.some(new Ip6Option(Option.none()))
        : InterfaceAddress.parse(text)
            .filter(it -> it.address() instanceof Ipv6Address && !it.address().isNoSource())
            .map(it -> new Ip6Option(Option.some(it)));
  }
}
