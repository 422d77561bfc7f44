package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.collection.List;

/**
 * Where all connections together hold more than they may. What is out of order goes first, that of
 * the connection that has the most of it: the peer sends it again, so it costs time only. Where
 * that is not enough the connection that holds the most in all ends.
 */
final class Shortage {
  private Shortage() {}

  /** Pays until the bound holds; {@code asking} is who took memory last. */
  static Step<Table, IpEffect> settle(Table start, TcpPeer asking, MonotonicTime now) {
    @Var var table = start;
    @Var List<IpEffect> effects = List.empty();
    while (table.memory().isOver()) {
      var step = pay(table, asking, now);
      effects = effects.appendAll(step.effects());
      if (step.state().memory().used() >= table.memory().used()) {
        break; // nobody holds anything that could be taken
      }
      table = step.state();
    }
    return new Step<>(table, effects);
  }

  private static Step<Table, IpEffect> pay(Table table, TcpPeer asking, MonotonicTime now) {
    var ahead = table.get(table.memory().furthestAhead().getOrElse(asking));
    if (ahead.exists(it -> it.ahead() > 0) && ahead.get().connection() instanceof Open open) {
      var pruned = ahead.get().with(open.with(open.receive().pruned()));
      return Step.to(table.with(pruned), new IpEffect.Drop(TcpDrop.PRUNED));
    }
    var debtor = table.get(table.memory().greediest().getOrElse(asking));
    return debtor.isEmpty()
        ? Step.to(table)
        : Turn.abandon(debtor.get(), TcpDrop.OUT_OF_MEMORY, now).map(table::without);
  }
}
