package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.ExtensionHeader.Authentication;
import dev.etherloom.logic.ip.ExtensionHeader.DestinationOptions;
import dev.etherloom.logic.ip.ExtensionHeader.FragmentHeader;
import dev.etherloom.logic.ip.ExtensionHeader.HopByHop;
import dev.etherloom.logic.ip.ExtensionHeader.Routing;
import dev.etherloom.logic.ip.Reassembly.Context;
import dev.etherloom.logic.ip.Reassembly.Piece;
import dev.etherloom.logic.net.DecodeError;
import dev.etherloom.logic.net.DropReason;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.net.Vlan;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * An IPv6 packet comes in: addresses, then its headers in the order in which they stand (RFC 8200
 * §4). Jumbo payloads (RFC 2675), authentication and every routing header with nodes left to visit
 * are refused, as unknown ones are.
 */
final class Ipv6Arrival {
  private static final int NEXT_HEADER = 6;
  private static final int PAYLOAD_LENGTH = 4;
  private static final Option<Step<Ip, IpEffect>> NOTHING = Option.none();

  private final Ip ip;
  private final Ipv6Packet packet;
  private final Context context;
  private final ExtensionChain chain;

  /**
   * A packet on its way up.
   *
   * @param packet with all behind its header as payload
   */
  private Ipv6Arrival(Ip ip, Ipv6Packet packet, Context context) {
    this.ip = ip;
    this.packet = packet;
    this.context = context;
    chain = ExtensionChain.walk(packet.header().nextHeader(), packet.payload());
  }

  static Step<Ip, IpEffect> receive(
      Ip ip, Slice octets, Vlan vlan, boolean linkGroup, MonotonicTime now) {
    var decoded = Ipv6Header.decodeFixed(octets);
    if (decoded.isLeft()) {
      return Step.to(ip, new IpEffect.Drop(decoded.getLeft()));
    }
    var packet = decoded.get();
    var refusal = refusal(ip.addresses(), packet, linkGroup);
    if (refusal.isDefined()) {
      return Step.to(ip, new IpEffect.Drop(refusal.get()));
    }
    var context = new Context(vlan, linkGroup || packet.destination().isMulticast(), false);
    return ExtensionChain.isExtension(packet.protocol())
        ? new Ipv6Arrival(ip, packet, context).headers(now, false)
        : up(ip, Arrival.delivery(ip, packet, context), now);
  }

  /** RFC 4291 §2.5.2, §2.5.3, §2.7; RFC 4862 §5.4: an address is not used while it is tentative. */
  private static Option<IpDrop> refusal(Addresses own, Ipv6Packet packet, boolean linkGroup) {
    var source = packet.source();
    if (source.isMulticast() || source.isLoopback()) {
      return Option.some(IpDrop.BAD_SOURCE);
    }
    var destination = packet.destination();
    if (destination.isMulticast() ? !own.groups().contains(destination) : !own.owns(destination)) {
      return Option.some(IpDrop.NOT_FOR_US);
    }
    if (own.owns(source)) {
      return Option.some(IpDrop.OWN_SOURCE);
    }
    return linkGroup && !destination.isMulticast()
        ? Option.some(IpDrop.UNICAST_TO_GROUP)
        : Option.none();
  }

  private static Step<Ip, IpEffect> up(Ip ip, Delivery delivery, MonotonicTime now) {
    var protocol = delivery.packet().protocol();
    if (protocol.equals(IpProtocol.NO_NEXT_HEADER)) {
      return drop(ip, IpDrop.NOTHING_FOLLOWS);
    }
    return delivery.packet().source().isUnspecified() && !protocol.equals(IpProtocol.ICMPV6)
        ? drop(ip, IpDrop.BAD_SOURCE)
        : Upward.deliver(ip, delivery, now);
  }

  private static Step<Ip, IpEffect> drop(Ip ip, DropReason reason) {
    return Step.to(ip, new IpEffect.Drop(reason));
  }

  /** One header after the other; the first that stops the packet decides. */
  private Step<Ip, IpEffect> headers(MonotonicTime now, boolean reassembled) {
    for (var header : chain.headers()) {
      var stop =
          switch (header.value()) {
            case HopByHop(_, var options) -> options(header.offset(), options);
            case DestinationOptions(_, var options) -> options(header.offset(), options);
            case Routing routing when routing.segmentsLeft() > 0 ->
                reject(
                    IpDrop.SOURCE_ROUTED, new Rejection.ParameterProblem(at(header.offset() + 2)));
            case Routing _ -> NOTHING;
            case FragmentHeader fragment when fragment.isWhole() -> NOTHING; // RFC 6946: see whole
            case FragmentHeader fragment ->
                reassembled
                    ? Option.some(drop(ip, IpDrop.UNKNOWN_HEADER))
                    : Option.some(fragment(fragment, header.offset(), now));
            case Authentication _ -> unknownHeader(header.offset());
          };
      if (stop.isDefined()) {
        return stop.get();
      }
    }
    return chain.error().isDefined() ? damaged(chain.error().get()) : whole(now);
  }

  private Step<Ip, IpEffect> whole(MonotonicTime now) {
    int extensions = packet.payload().length() - chain.payload().length();
    var shown =
        new Ipv6Packet(
            packet.header(), packet.payload().first(extensions), chain.protocol(), chain.payload());
    var come = chain.fragment().isDefined() ? context.ofPieces() : context;
    return up(ip, Arrival.delivery(ip, shown, come), now);
  }

  /** RFC 8200 §4.2: what an unknown option wants done. */
  private Option<Step<Ip, IpEffect>> options(int header, Vector<Ipv6Option> options) {
    @Var int offset = header + 2;
    for (var option : options) {
      if (option instanceof Ipv6Option.Unknown || option instanceof Ipv6Option.JumboPayload) {
        int pointer = at(offset);
        switch (option.action()) {
          case SKIP -> {}
          case DISCARD -> {
            return Option.some(drop(ip, IpDrop.UNKNOWN_OPTION));
          }
          case DISCARD_AND_TELL -> {
            return reject(IpDrop.UNKNOWN_OPTION, new Rejection.UnknownOption(pointer, true));
          }
          case DISCARD_AND_TELL_UNLESS_GROUP -> {
            return reject(IpDrop.UNKNOWN_OPTION, new Rejection.UnknownOption(pointer, false));
          }
        }
      }
      offset += option.length();
    }
    return NOTHING;
  }

  /** Octets from the packet's start to what stands at {@code offset} in its frame. */
  private int at(int offset) {
    return Ipv6Header.LENGTH + offset - packet.payload().offset();
  }

  private Option<Step<Ip, IpEffect>> reject(IpDrop reason, Rejection rejection) {
    return Option.some(
        drop(ip, reason)
            .with(new IpEffect.Reject(Arrival.delivery(ip, packet, context), rejection)));
  }

  /** The field that names the header at {@code offset}: that of the header before it. */
  private Option<Step<Ip, IpEffect>> unknownHeader(int offset) {
    var before = chain.headers().takeWhile(it -> it.offset() < offset).lastOption();
    int pointer = before.fold(() -> NEXT_HEADER, it -> at(it.offset()));
    return reject(IpDrop.UNKNOWN_HEADER, new Rejection.UnknownHeader(pointer));
  }

  /**
   * A chain that ends early: misplaced (§4.1), without end, or with a field that makes no sense.
   */
  private Step<Ip, IpEffect> damaged(DecodeError error) {
    if (chain.headers().length() == ExtensionChain.MOST) {
      int pointer = at(chain.payload().offset());
      return reject(IpDrop.TOO_MANY_HEADERS, new Rejection.TooManyHeaders(pointer)).get();
    }
    if (chain.protocol().equals(IpProtocol.HOP_BY_HOP) && !chain.headers().isEmpty()) {
      return unknownHeader(chain.payload().offset()).get();
    }
    return reject(IpDrop.BAD_OPTION, new Rejection.ParameterProblem(at(error.offset()))).get();
  }

  /** §4.5: what is wrong with a fragment by itself, then reassembly. */
  private Step<Ip, IpEffect> fragment(FragmentHeader fragment, int offset, MonotonicTime now) {
    int front = offset + fragment.length() - packet.payload().offset();
    var data = packet.payload().from(front);
    if (fragment.more() && (data.length() % 8 != 0 || data.isEmpty())) {
      return reject(IpDrop.FRAGMENT_LENGTH, new Rejection.ParameterProblem(PAYLOAD_LENGTH)).get();
    }
    if (front - fragment.length() + fragment.offset() + data.length() > 65_535) {
      return reject(IpDrop.FRAGMENT_TOO_LONG, new Rejection.ParameterProblem(at(offset + 2))).get();
    }
    if (fragment.offset() == 0 && !hasAllHeaders()) {
      return reject(IpDrop.FRAGMENT_INCOMPLETE, new Rejection.IncompleteChain()).get();
    }
    if (fragment.offset() == 0 && chain.error().isDefined()) {
      return damaged(chain.error().get());
    }
    var part =
        new Ipv6Packet(packet.header(), packet.payload().first(front), fragment.nextHeader(), data);
    var result = ip.reassembly().add(Piece.of(part, fragment, context), context.ofPieces(), now);
    List<IpEffect> drops = result.drops().map(IpEffect.Drop::new);
    return new Step<>(ip.with(result.next()), drops)
        .andThen(
            so ->
                result.whole().getOrNull() instanceof Ipv6Packet whole
                    ? new Ipv6Arrival(so, whole, context.ofPieces()).headers(now, true)
                    : Step.to(so));
  }

  /** RFC 7112 §5: all headers, that of the upper layer too; a damaged one is another matter. */
  private boolean hasAllHeaders() {
    int least =
        switch (chain.protocol().number()) {
          case 6 -> 20;
          case 17, 58 -> 8;
          case 59 -> 0;
          default -> 1;
        };
    return chain.error().isDefined()
        ? !(chain.error().get() instanceof DecodeError.TooShort)
        : chain.payload().length() >= least;
  }
}
