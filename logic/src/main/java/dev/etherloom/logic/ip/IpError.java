package dev.etherloom.logic.ip;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.control.Option;

/**
 * Somebody says that a packet of this host did not arrive: an ICMP error of either family, or the
 * host itself, which knows the path to be too narrow. Anybody can forge one, so whoever hears it
 * has to look whether {@code quoted} is of something that it sent (RFC 5927 §4).
 *
 * @param self the packet's source, an address of this host
 * @param destination the packet's destination
 * @param quoted what the packet carried, as far as it came back: at least eight octets
 */
public record IpError(
    IpAddress self, IpAddress destination, IpProtocol protocol, Slice quoted, Reason reason) {
  /** Fewer octets say nothing: both ports and a sequence number (RFC 792). */
  public static final int LEAST = 8;

  /** No link of IPv6 takes less (RFC 8200 §5). */
  private static final int SHORTEST_V6 = 1_280;

  /**
   * What to do if it is to be believed that the path is narrow: nothing where the figure cannot be
   * right. IPv4 asks its routers to split what is too long, unless a transport sees to that itself.
   */
  public Option<IpEffect> narrow() {
    return destination instanceof Ipv6Address
            && reason instanceof Reason.TooBig(var mtu, _)
            && mtu >= SHORTEST_V6
        ? Option.some(new IpEffect.Narrow(destination, mtu))
        : Option.none();
  }

  /** What went wrong, in terms of no family. */
  public sealed interface Reason {
    /** It could not be brought there. */
    record Unreachable(Where where) implements Reason {}

    /**
     * It is too long for a link on the way and must not be split (RFC 1191 §4, RFC 8201 §4).
     *
     * @param mtu how long a packet may be there, in octets; 0 where that was not said
     * @param length how long it was
     */
    record TooBig(int mtu, int length) implements Reason {}

    /** It was on its way, or its fragments lay about, for too long. */
    record TimeExceeded() implements Reason {}

    /** A field of its header was not understood. */
    record ParameterProblem() implements Reason {}

    /** A router had too much to do (RFC 6633: no longer heard). */
    record SourceQuench() implements Reason {}
  }

  /** What cannot be reached (RFC 792, RFC 1122 §3.2.2.1, RFC 4443 §3.1). */
  public enum Where {
    NETWORK,
    HOST,
    /** The host does not speak the packet's protocol. */
    PROTOCOL,
    /** Nobody is at the packet's port. */
    PORT,
    /** The end of a source route. */
    SOURCE_ROUTE,
    /** There is a way, and somebody on it forbids it. */
    PROHIBITED;

    /**
     * Whether trying again is likely to be in vain: hard errors (RFC 1122 §4.2.3.9), and what is
     * forbidden, of which it says nothing.
     */
    public boolean isFinal() {
      return this == PROTOCOL || this == PORT || this == PROHIBITED;
    }
  }
}
