package dev.etherloom.logic.ip;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.MonotonicTime;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Those who stand on IP: a handful, one of whom is another with every packet.
 *
 * @param all by the number of their protocol, one for each
 */
public record Responders(List<IpResponder> all) {
  /** Throws {@link IllegalArgumentException} where two stand on the same protocol. */
  static Responders of(Vector<? extends IpResponder> responders) {
    @Var var known = new Responders(List.empty());
    for (var responder : responders) {
      var other = known.get(responder.protocol());
      if (other.isDefined()) {
        throw new IllegalArgumentException(
            "responders '%s' and '%s' both want IP protocol %d"
                .formatted(other.get().name(), responder.name(), responder.protocol().number()));
      }
      known = known.with(responder);
    }
    return known;
  }

  /** Who answers this protocol. */
  public Option<IpResponder> get(IpProtocol protocol) {
    for (@Var var rest = all; !rest.isEmpty(); rest = rest.tail()) {
      if (rest.head().protocol().equals(protocol)) {
        return Option.some(rest.head());
      }
    }
    return Option.none();
  }

  /** The same with {@code responder} in the place of the one of its protocol. */
  Responders with(IpResponder responder) {
    return new Responders(with(all, responder));
  }

  private static List<IpResponder> with(List<IpResponder> all, IpResponder next) {
    int order = all.isEmpty() ? 1 : all.head().protocol().compareTo(next.protocol());
    return order < 0
        ? with(all.tail(), next).prepend(all.head())
        : (order > 0 ? all : all.tail()).prepend(next);
  }

  /** When one of them has something to do; may be early. */
  Option<MonotonicTime> nextDeadline() {
    @Var Option<MonotonicTime> soonest = Option.none();
    for (@Var var rest = all; !rest.isEmpty(); rest = rest.tail()) {
      soonest = MonotonicTime.sooner(soonest, rest.head().nextDeadline());
    }
    return soonest;
  }
}
