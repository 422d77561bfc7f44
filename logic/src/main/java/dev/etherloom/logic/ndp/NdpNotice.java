package dev.etherloom.logic.ndp;

import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Notice;

/** What became of an address, a router or a name server. */
public record NdpNotice(What what, IpAddress address) implements Notice {
  /** In words that follow the address. */
  public enum What {
    USABLE("is usable"),
    DUPLICATE("is used by another host and not taken"),
    DEPRECATED("is deprecated"),
    PREFERRED("is preferred again"),
    EXPIRED("is no longer valid"),
    ROUTER("is a default router"),
    ROUTER_GONE("is no default router any longer"),
    NAME_SERVER("is a name server");

    private final String words;

    What(String words) {
      this.words = words;
    }
  }

  @Override
  public boolean isWarning() {
    return what == What.DUPLICATE;
  }

  static IpEffect tell(What what, IpAddress address) {
    return new IpEffect.Tell(new NdpNotice(what, address));
  }

  @Override
  public String toString() {
    return address + " " + what.words;
  }
}
