package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.ExtensionHeader.Authentication;
import dev.etherloom.logic.ip.ExtensionHeader.DestinationOptions;
import dev.etherloom.logic.ip.ExtensionHeader.FragmentHeader;
import dev.etherloom.logic.ip.ExtensionHeader.HopByHop;
import dev.etherloom.logic.ip.ExtensionHeader.Routing;
import dev.etherloom.logic.ip.Ipv6Option.JumboPayload;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.DecodeError.BadField;
import dev.etherloom.logic.net.DecodeError.TooShort;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The extension headers of a packet, as far as they are sound (RFC 8200 §4), at most {@link #MOST}:
 * a packet made of headers costs no more than that, and is refused with a word (RFC 8883).
 *
 * <p>Each may be as long as its length field says: options fill up to 2,048 octets, each read once
 * (RFC 8504 §5.3 allows shorter limits, and asks for none). Where a packet is split, all of its
 * headers have to be in the first fragment (RFC 7112); so on a link of 1,500 octets no header of
 * options is longer than what is left of that, which is 1,400 or so.
 *
 * <p>The chain ends before what is no extension header of {@link ExtensionHeader}, which includes
 * encrypted payload (ESP) and 59, no next header. Behind the header of a fragment that is not the
 * first stands no header but the middle of something, so the chain ends there too.
 *
 * @param headers with the place of each
 * @param protocol what follows the last of them; with an error, the header that is damaged
 * @param payload what follows the last of them, from its first octet on
 * @param error why the chain ends early; none: it is sound
 */
public record ExtensionChain(
    Vector<Located<ExtensionHeader>> headers,
    IpProtocol protocol,
    Slice payload,
    Option<DecodeError> error) {
  public static final int MOST = 16;
  private static final int UNIT = 8;

  /**
   * Walks the headers.
   *
   * @param first what the IPv6 header says comes next
   * @param octets what stands behind the IPv6 header
   */
  public static ExtensionChain walk(IpProtocol first, Slice octets) {
    @Var var chain = new ExtensionChain(Vector.empty(), first, octets, Option.none());
    while (chain.goesOn()) {
      chain = chain.next();
    }
    return chain;
  }

  private boolean goesOn() {
    return error.isEmpty()
        && isExtension(protocol)
        && headers
            .lastOption()
            .forAll(last -> !(last.value() instanceof FragmentHeader it) || it.offset() == 0);
  }

  /** Whether {@link #walk} knows the header of that number. */
  public static boolean isExtension(IpProtocol protocol) {
    return switch (protocol.number()) {
      case 0, 43, 44, 51, 60 -> true;
      default -> false;
    };
  }

  private ExtensionChain next() {
    var header =
        headers.length() == MOST
            ? misplaced("at most " + MOST + " extension headers")
            : decode(protocol, payload, headers.isEmpty());
    return header.fold(
        refusal -> new ExtensionChain(headers, protocol, payload, Option.some(refusal)),
        it ->
            new ExtensionChain(
                headers.append(new Located<>(payload.offset(), it)),
                it.nextHeader(),
                payload.from(it.length()),
                Option.none()));
  }

  private Either<DecodeError, ExtensionHeader> decode(
      IpProtocol which, Slice octets, boolean isFirst) {
    return switch (which.number()) {
      case 0 ->
          isFirst
              ? options(octets).map(all -> new HopByHop(next(octets), all))
              : misplaced("no hop-by-hop options behind another header");
      case 60 -> options(octets).map(all -> new DestinationOptions(next(octets), all));
      case 43 -> sized(octets, UNIT).map(ExtensionChain::routing);
      case 44 -> fragment(octets);
      default -> sized(octets, Authentication.SHORTEST).map(ExtensionChain::authentication);
    };
  }

  /** The next header field that led here is wrong: the first octet of the header before. */
  private Either<DecodeError, ExtensionHeader> misplaced(String expected) {
    int at = headers.last().offset();
    return Either.left(
        new BadField(Ipv6Header.LAYER, at, "next header", protocol.number(), expected));
  }

  private static IpProtocol next(Slice octets) {
    return new IpProtocol(octets.u8(0));
  }

  private static Either<DecodeError, Vector<Ipv6Option>> options(Slice octets) {
    return sized(octets, UNIT).flatMap(header -> Ipv6Option.walk(header.from(2)).all());
  }

  private static ExtensionHeader routing(Slice header) {
    return new Routing(next(header), header.u8(2), header.u8(3), header.from(4));
  }

  private static ExtensionHeader authentication(Slice header) {
    return new Authentication(next(header), header.from(2));
  }

  private static Either<DecodeError, ExtensionHeader> fragment(Slice octets) {
    return octets.length() < UNIT
        ? tooShort(octets, 0, UNIT, "fragment header")
        : Either.right(
            new FragmentHeader(
                next(octets),
                octets.u16(2) & 0xfff8,
                (octets.u16(2) & 1) != 0,
                octets.u8(1),
                octets.u16(2) >>> 1 & 3,
                octets.i32(4)));
  }

  /** The header cut at its length, which authentication counts otherwise than the rest. */
  private static Either<DecodeError, Slice> sized(Slice octets, int least) {
    if (octets.length() < least) {
      return tooShort(octets, 0, least, "extension header");
    }
    int field = octets.u8(1);
    int length = least == UNIT ? (field + 1) * UNIT : (field + 2) * 4;
    if (length < least) {
      return Either.left(
          new BadField(Ipv6Header.LAYER, octets.offset() + 1, "payload length", field, "1…255"));
    }
    return length > octets.length()
        ? tooShort(octets, 1, length, "header extension length")
        : Either.right(octets.first(length));
  }

  private static <T> Either<DecodeError, T> tooShort(
      Slice octets, int at, int required, String claimedBy) {
    return Either.left(
        new TooShort(Ipv6Header.LAYER, octets.offset() + at, required, octets.length(), claimedBy));
  }

  /** The header of the fragment that this packet is, if it is one. */
  public Option<FragmentHeader> fragment() {
    return headers
        .map(Located::value)
        .find(FragmentHeader.class::isInstance)
        .map(FragmentHeader.class::cast);
  }

  /**
   * Where the packet goes in the end, for the pseudo header (RFC 8200 §8.1): the last node of a
   * routing header with segments left, else {@code destination}.
   */
  public Ipv6Address finalDestination(Ipv6Address destination) {
    return headers
        .flatMap(
            it ->
                it.value() instanceof Routing route && route.segmentsLeft() > 0
                    ? route.finalDestination()
                    : Option.<Ipv6Address>none())
        .headOption()
        .getOrElse(destination);
  }

  /** The length that hop-by-hop options in front of {@code octets} give a jumbogram (RFC 2675). */
  static Option<Long> jumboPayload(Slice octets) {
    return options(octets)
        .getOrElse(Vector.empty())
        .flatMap(it -> it instanceof JumboPayload(var length) ? Option.some(length) : Option.none())
        .headOption();
  }
}
