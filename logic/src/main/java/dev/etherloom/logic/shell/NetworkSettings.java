package dev.etherloom.logic.shell;

import dev.etherloom.logic.tcp.CongestionControl;
import io.vavr.collection.Vector;

/**
 * What stands behind the link, as the options or the configuration file say it.
 *
 * @param mtu the longest packet, in octets
 * @param congestion what decides how much TCP sends
 */
record NetworkSettings(int mtu, CongestionControl congestion, Vector<HostSettings> hosts) {
  static final int DEFAULT_MTU = 1500;

  /** What every IPv4 link has to carry (RFC 791 §3.2). */
  static final int MIN_MTU = 68;

  /** What every IPv6 link has to carry (RFC 8200 §5). */
  static final int MIN_IP6_MTU = 1280;

  static final int MAX_MTU = 65_535;
}
