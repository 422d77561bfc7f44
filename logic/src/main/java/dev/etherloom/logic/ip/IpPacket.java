package dev.etherloom.logic.ip;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.IpAddress;

/** A whole packet of either family, as those above see it: addresses, not families. */
public sealed interface IpPacket extends Emit permits Ipv4Packet, Ipv6Packet {
  IpAddress source();

  IpAddress destination();

  IpProtocol protocol();

  /** Time to live or hop limit, 0…255. */
  int hopLimit();

  /** Type of service or traffic class, 0…255 (DSCP and ECN). */
  int trafficClass();

  /** The sum over addresses and protocol, for the checksums of transports (RFC 793 §3.1). */
  InternetChecksum pseudoHeader();

  /** What it carries, without padding. */
  Slice payload();
}
