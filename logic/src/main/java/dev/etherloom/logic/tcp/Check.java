package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.ConnectionEffect.Dropped;
import io.vavr.collection.List;

/**
 * What a check of the walk of RFC 9293 §3.10.7.4 came to: either it goes on, with the connection as
 * it is then, or it ends here.
 */
sealed interface Check permits Open, Check.Noted, Check.Done {
  /** A check. */
  interface Rule {
    Check of(Open open, TcpSegment in, MonotonicTime now);
  }

  /** On to the next check, and something is to be said. */
  record Noted(Open open, List<ConnectionEffect> effects) implements Check {}

  /** No further check looks at the segment. */
  record Done(Step<Connection, ConnectionEffect> step) implements Check {}

  static Check done(Connection next, ConnectionEffect effect) {
    return new Done(Step.to(next, effect));
  }

  static Check drop(Open open, TcpDrop reason) {
    return done(open, new Dropped(reason));
  }

  /** Drops the segment and acknowledges what is here. */
  static Check acknowledged(Open open, TcpDrop reason) {
    return drop(open.with(open.receive().atOnce()), reason);
  }

  /** The next check of a segment that came {@code now}. */
  default Check then(Rule rule, TcpSegment in, MonotonicTime now) {
    return switch (this) {
      case Open open -> rule.of(open, in, now);
      case Noted(var open, var before) -> rule.of(open, in, now).after(before);
      case Done done -> done;
    };
  }

  private Check after(List<ConnectionEffect> before) {
    return switch (this) {
      case Open open -> new Noted(open, before);
      case Noted(var open, var more) -> new Noted(open, before.appendAll(more));
      case Done(Step<Connection, ConnectionEffect>(var next, var more)) ->
          new Done(new Step<>(next, before.appendAll(more)));
    };
  }

  default Step<Connection, ConnectionEffect> settle() {
    return switch (this) {
      case Open open -> Step.to(open);
      case Noted(var open, var effects) -> new Step<>(open, effects);
      case Done(var step) -> step;
    };
  }
}
