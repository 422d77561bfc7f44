package dev.etherloom.logic.ip;

import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Prefix;
import io.vavr.control.Option;

/**
 * Where packets for a network go.
 *
 * @param gateway the next hop; none where the network is on the link
 * @param metric of two routes to the same network the one with the lower metric is taken
 */
public record Route(Prefix destination, Option<IpAddress> gateway, int metric) {
  public Route(Prefix destination, Option<IpAddress> gateway) {
    this(destination, gateway, 0);
  }

  /** Everything of the gateway's family goes to it. */
  public static Route defaultVia(IpAddress gateway) {
    return new Route(Prefix.around(gateway, 0), Option.some(gateway));
  }
}
