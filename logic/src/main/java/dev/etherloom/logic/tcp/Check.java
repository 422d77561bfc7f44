package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.ConnectionEffect.Dropped;
import io.vavr.collection.List;
import java.util.function.Function;

/** One check of the walk of RFC 9293 §3.10.7.4: either it goes on, or it ends here. */
sealed interface Check {
  /** On to the next check. */
  record Pass(Open open, List<ConnectionEffect> effects) implements Check {}

  /** No further check looks at the segment. */
  record Done(Step<Connection, ConnectionEffect> step) implements Check {}

  static Check pass(Open open) {
    return new Pass(open, List.empty());
  }

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

  default Check then(Function<Open, Check> rule) {
    return switch (this) {
      case Done done -> done;
      case Pass(var open, var before) -> rule.apply(open).after(before);
    };
  }

  private Check after(List<ConnectionEffect> before) {
    if (before.isEmpty()) {
      return this;
    }
    return switch (this) {
      case Pass(var open, var more) -> new Pass(open, before.appendAll(more));
      case Done(Step<Connection, ConnectionEffect>(var next, var more)) ->
          new Done(new Step<>(next, before.appendAll(more)));
    };
  }

  default Step<Connection, ConnectionEffect> settle() {
    return switch (this) {
      case Pass(var open, var effects) -> new Step<>(open, effects);
      case Done(var step) -> step;
    };
  }
}
