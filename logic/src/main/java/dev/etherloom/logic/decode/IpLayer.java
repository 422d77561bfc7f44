package dev.etherloom.logic.decode;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.logic.net.IpAddress;

/** A packet of either family, as the layers above see it. */
interface IpLayer extends Layer {
  IpAddress source();

  IpAddress destination();

  /** The sum over the addresses, without protocol and length. */
  InternetChecksum addressSum();

  /** Whether what it carries is a part: a fragment, or what an ICMP error quotes. */
  boolean isPartial();
}
