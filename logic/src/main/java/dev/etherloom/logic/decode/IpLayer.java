package dev.etherloom.logic.decode;

import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.logic.net.IpAddress;
import io.vavr.control.Option;

/** A packet of either family, as the layers above see it. */
interface IpLayer extends Layer {
  IpAddress source();

  IpAddress destination();

  @Override
  default Option<Endpoints> endpoints() {
    return Option.when(hasAddresses(), () -> new Endpoints(source(), destination()));
  }

  /** Whether so much of the header is there that both addresses are. */
  boolean hasAddresses();

  /** The sum over the addresses, without protocol and length. */
  InternetChecksum addressSum();

  /** Whether what it carries is only a fragment. */
  boolean isFragment();

  /** Whether an ICMP error quotes it, and may have cut it. */
  boolean isQuoted();
}
