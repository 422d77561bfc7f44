package dev.etherloom.logic.arp;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Notice;

/**
 * Another host uses an address of this one.
 *
 * @param outcome what this host does about it, in words
 */
public record AddressConflict(Ipv4Address address, MacAddress other, String outcome)
    implements Notice {
  @Override
  public boolean isWarning() {
    return true;
  }

  @Override
  public String toString() {
    return "address conflict: %s is also used by %s; %s".formatted(address, other, outcome);
  }
}
