package dev.etherloom.logic.net;

import dev.etherloom.frames.MacAddress;
import io.vavr.control.Option;

/**
 * What was heard of a neighbor, by ARP or by neighbor discovery.
 *
 * @param mac its link-layer address; none: it only answered
 * @param creates whether an unknown neighbor becomes known by it
 * @param confirms whether it proves that the neighbor is reachable
 * @param overrides whether another address known so far is given up for it
 */
public record Sighting(
    Option<MacAddress> mac, boolean creates, boolean confirms, boolean overrides) {
  /** A neighbor wrote to us, and said where from: it can be heard, not yet reached (RFC 4861). */
  public static Sighting mention(MacAddress mac) {
    return new Sighting(Option.some(mac), true, false, true);
  }
}
