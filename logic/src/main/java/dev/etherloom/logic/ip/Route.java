package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Prefix;
import io.vavr.control.Option;

/**
 * Where packets for a network go.
 *
 * @param gateway the next hop; none where the network is on the link
 */
public record Route(Prefix destination, Option<IpAddress> gateway) {
  /** Everything goes to {@code gateway}. */
  public static Route defaultVia(IpAddress gateway) {
    return new Route(
        Prefix.around(
            gateway instanceof Ipv4Address ? Ipv4Address.UNSPECIFIED : gateway.masked(0), 0),
        Option.some(gateway));
  }
}
