package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.net.Fault;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Conversation.Stage;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.function.Function;

/**
 * What one input does to a conversation: the connection takes a step, the session is told what came
 * of it and asks for more, and at the end all that may be sent is sent at once (MUST-58, MUST-59).
 *
 * @param at the conversation, but for its connection
 * @param connection how that stands by now
 * @param effects what came of it so far, the newest first
 */
record Turn(Conversation at, Connection connection, List<IpEffect> effects, MonotonicTime now) {
  /** Who answers at a port; none where nobody does any more. */
  interface Listeners {
    Option<TcpResponder> at(int port);
  }

  private static Turn of(Conversation start, MonotonicTime now) {
    return new Turn(start, start.connection(), List.empty(), now);
  }

  /** The whole turn for an event. */
  static Step<Conversation, IpEffect> take(
      Conversation start, ConnectionEvent event, Listeners listeners, MonotonicTime now) {
    return of(start, now).on(event).opened(listeners).delivered().drained().ended();
  }

  /** The whole turn for what somebody other than the session asks for. */
  static Step<Conversation, IpEffect> asked(
      Conversation start, Iterable<TcpEffect> effects, MonotonicTime now) {
    @Var var turn = of(start, now);
    for (var effect : effects) {
      turn = turn.carryOut(effect);
    }
    return turn.delivered().drained().ended();
  }

  /** The turn with which a conversation begins. */
  static Step<Conversation, IpEffect> begun(
      Conversation fresh, List<ConnectionEffect> effects, MonotonicTime now) {
    @Var var turn = of(fresh, now);
    for (var effect : effects) {
      turn = turn.carryOut(effect, fresh.connection());
    }
    return turn.whole();
  }

  /** The turn with which a conversation ends whatever its state, as its host wants. */
  static Step<Conversation, IpEffect> abandon(
      Conversation start, TcpDrop reason, MonotonicTime now) {
    return of(start, now)
        .and(new IpEffect.Drop(reason))
        .on(new ConnectionEvent.AbortCalled())
        .broken(TcpEvent.Cause.ABORTED)
        .whole();
  }

  /** The whole turn for a deadline, of the connection or of the session. */
  static Step<Conversation, IpEffect> wake(
      Conversation start, Listeners listeners, MonotonicTime now) {
    boolean woken =
        start.session().flatMap(TcpSession::nextDeadline).exists(due -> now.reached(due));
    var turn = of(start, now).on(new ConnectionEvent.Due()).opened(listeners);
    var told = woken && turn.isOpen() ? turn.tell(new TcpEvent.Woken()) : turn;
    return told.delivered().drained().ended();
  }

  private Step<Conversation, IpEffect> ended() {
    return on(new ConnectionEvent.Flush()).whole();
  }

  private Step<Conversation, IpEffect> whole() {
    return new Step<>(at.with(connection), effects.reverse());
  }

  private boolean isOpen() {
    return connection instanceof Open;
  }

  private Turn with(Connection next) {
    return next == connection ? this : new Turn(at, next, effects, now);
  }

  private Turn with(Conversation next) {
    return next == at ? this : new Turn(next, connection, effects, now);
  }

  private Turn and(IpEffect effect) {
    return new Turn(at, connection, effects.prepend(effect), now);
  }

  /** A step of the connection. */
  private Turn on(ConnectionEvent event) {
    var step = ConnectionStep.step(connection, event, now);
    var next = step.state();
    var speaker = next instanceof Connection.Closed ? connection : next; // it knows how to send
    @Var var turn = with(next);
    if (step.effects().isEmpty()) {
      return turn; // as nearly always
    }
    for (var effect : step.effects()) {
      var heard = effect instanceof ConnectionEffect.Broken ? turn.left(connection) : turn;
      turn = heard.carryOut(effect, speaker);
    }
    return turn;
  }

  /** What had come in order before the connection went is not lost with it. */
  private Turn left(Connection before) {
    if (!(before instanceof Open open) || at.stage() != Stage.OPENED) {
      return this;
    }
    @Var var turn = this;
    for (var octets : open.receive().ready().octets()) {
      turn = turn.tell(new TcpEvent.Received(octets));
    }
    return open.phase().receives() ? turn : turn.finished();
  }

  private Turn finished() {
    return with(at.with(Stage.FINISHED)).tell(new TcpEvent.Finished());
  }

  private Turn carryOut(ConnectionEffect effect, Connection speaker) {
    return switch (effect) {
      case ConnectionEffect.Emitted(var header, var payload, var marks) ->
          and(at.packet(speaker, header, payload, marks));
      case ConnectionEffect.Dropped(var reason) -> and(new IpEffect.Drop(reason));
      case ConnectionEffect.Narrowed(var mtu) -> and(new IpEffect.Narrow(at.peer().address(), mtu));
      case ConnectionEffect.Broken(var cause) -> broken(cause);
      case ConnectionEffect.Reported(var report) -> ask(session -> session.hear(report, now));
    };
  }

  /** Once established there is a session, and it is told (MUST-11: active or passive). */
  private Turn opened(Listeners listeners) {
    if (!isOpen() || at.stage() != Stage.WAITING) {
      return this;
    }
    var staged = with(at.with(Stage.OPENED));
    if (at.session().isDefined()) {
      return staged.tell(new TcpEvent.Opened());
    }
    var responder = listeners.at(at.peer().port());
    if (responder.isEmpty()) {
      return staged.on(new ConnectionEvent.AbortCalled());
    }
    try {
      var session = responder.get().accept(at.peer(), now);
      return staged.with(staged.at.with(session)).tell(new TcpEvent.Opened());
    } catch (RuntimeException fault) {
      return staged.failed(responder.get().name(), fault);
    }
  }

  /** What came in order goes to the session, as long as it does not lag behind with sending. */
  private Turn delivered() {
    @Var var turn = this;
    @Var var next = turn.deliverable();
    while (!next.isEmpty()) {
      turn = turn.on(new ConnectionEvent.ReceiveCalled(next.length()));
      turn = turn.tell(new TcpEvent.Received(next));
      next = turn.deliverable();
    }
    boolean finished =
        turn.connection instanceof Open open
            && !open.phase().receives()
            && open.receive().ready().octets().isEmpty()
            && turn.at.stage() == Stage.OPENED;
    return finished ? turn.finished() : turn;
  }

  /** The octets that come next, as many of them as are wanted. */
  private Slice deliverable() {
    if (!(connection instanceof Open open) || at.stage() == Stage.WAITING) {
      return Slice.EMPTY;
    }
    var ready = open.receive().ready().octets();
    if (ready.isEmpty()) {
      return Slice.EMPTY;
    }
    boolean over = !open.phase().sends() && !open.phase().receives();
    int wanted = at.session().isEmpty() ? 0 : Math.max(0, at.session().get().appetite());
    boolean lags = wanted == Integer.MAX_VALUE && open.send().waiting() > TcpSession.SEND_LIMIT;
    int most = over ? Integer.MAX_VALUE : lags ? 0 : wanted;
    return ready.head().first(Math.min(most, ready.head().length()));
  }

  /** The session hears of room when half of it is free again, and when all is. */
  private Turn drained() {
    if (!(connection instanceof Open open)) {
      return this;
    }
    int before = at.backlog();
    int queued = open.send().waiting();
    int half = TcpSession.SEND_LIMIT / 2;
    boolean news = (before > half && queued <= half) || (before > 0 && queued == 0);
    var told =
        news && open.phase().sends()
            ? tell(new TcpEvent.Drained(TcpSession.SEND_LIMIT - queued))
            : this;
    return told.connection instanceof Open now
        ? told.with(told.at.withBacklog(now.send().waiting()))
        : told;
  }

  private Turn broken(TcpEvent.Cause cause) {
    var told = at.stage() == Stage.WAITING && at.session().isEmpty() ? this : lastWord(cause);
    return told.with(told.at.withoutSession());
  }

  private Turn lastWord(TcpEvent.Cause cause) {
    return ask(session -> session.take(new TcpEvent.Broken(cause), now));
  }

  private Turn tell(TcpEvent event) {
    return ask(session -> session.take(event, now));
  }

  /** One step of the session; a fault in it costs its connection, not the stack. */
  private Turn ask(Function<TcpSession, Step<TcpSession, TcpEffect>> question) {
    if (at.session().isEmpty()) {
      return this;
    }
    Step<TcpSession, TcpEffect> answer;
    try {
      answer = question.apply(at.session().get());
    } catch (RuntimeException fault) {
      return failed("tcp " + at.peer().port(), fault);
    }
    @Var var turn = with(at.with(answer.state()));
    for (var effect : answer.effects()) {
      turn = turn.carryOut(effect);
    }
    return turn;
  }

  private Turn failed(String who, RuntimeException fault) {
    return with(at.withoutSession())
        .and(new IpEffect.Drop(TcpDrop.SESSION_FAILED))
        .and(new IpEffect.Tell(new Fault(who, fault)))
        .on(new ConnectionEvent.AbortCalled());
  }

  private Turn carryOut(TcpEffect effect) {
    return switch (effect) {
      case TcpEffect.Send(var octets) -> on(new ConnectionEvent.SendCalled(octets, false));
      case TcpEffect.SendUrgent(var octets) -> on(new ConnectionEvent.SendCalled(octets, true));
      case TcpEffect.Tune(var tuning) -> on(new ConnectionEvent.Tuned(tuning));
      case TcpEffect.Finish() -> on(new ConnectionEvent.CloseCalled());
      case TcpEffect.Close() -> closed();
      case TcpEffect.Ignore() -> on(new ConnectionEvent.IgnoreCalled());
      case TcpEffect.AskStatus() -> stated();
      case TcpEffect.Abort() -> with(at.withoutSession()).on(new ConnectionEvent.AbortCalled());
      case TcpEffect.Tell(var notice) -> and(new IpEffect.Tell(notice));
    };
  }

  private Turn closed() {
    boolean unread = connection instanceof Open open && !open.receive().ready().octets().isEmpty();
    return unread
        ? with(at.withoutSession()).on(new ConnectionEvent.AbortCalled())
        : on(new ConnectionEvent.IgnoreCalled()).on(new ConnectionEvent.CloseCalled());
  }

  private Turn stated() {
    var status = Status.of(connection);
    return status.isEmpty()
        ? this
        : ask(session -> session.hear(new TcpReport.Status(status.get()), now));
  }
}
