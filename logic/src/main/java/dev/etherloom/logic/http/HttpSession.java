package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import dev.etherloom.logic.tcp.TcpTuning;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * One connection of a client (RFC 9112 §9). Requests are answered one after the other; while an
 * answer waits for room, what came behind its request waits unread.
 *
 * @param held octets that were not looked at yet
 * @param ended whether the peer sends no more
 * @param deadline of the phase
 */
record HttpSession(
    HttpResponder responder,
    Phase phase,
    Inbox held,
    Outbox out,
    boolean ended,
    MonotonicTime deadline)
    implements TcpSession {
  /** From a request's first octet to its head's last; also to the first of a connection. */
  static final Duration HEAD_TIME = Duration.ofSeconds(15);

  /** For a request's content. */
  static final Duration BODY_TIME = Duration.ofSeconds(60);

  /** From one request to the next. */
  static final Duration IDLE_TIME = Duration.ofSeconds(60);

  /** From this side's end to the peer's, once the peer may have got everything. */
  static final Duration LINGER_TIME = Duration.ofSeconds(10);

  private static final Slice CONTINUE =
      Writer.allocate(64).put(Status.CONTINUE.line()).put(StartLine.END).written();
  private static final Refusal LATE =
      new Refusal(Status.REQUEST_TIMEOUT, "the request took too long");
  private static final Refusal EXPECTATION =
      new Refusal(Status.EXPECTATION_FAILED, "only 100-continue can be expected");

  /** The end of an answer does not wait for the acknowledgment of its beginning (no Nagle). */
  private static final TcpTuning AT_ONCE = TcpTuning.DEFAULT.withNagle(false);

  static HttpSession open(HttpResponder responder, MonotonicTime now) {
    return new HttpSession(
        responder, Phase.Reading.START, Inbox.EMPTY, Outbox.EMPTY, false, now.plus(HEAD_TIME));
  }

  @Override
  public Option<MonotonicTime> nextDeadline() {
    if (phase instanceof Phase.Over) {
      return Option.none();
    }
    return Option.some(out.isEmpty() ? deadline : out.patience());
  }

  /** Requests that are not answered yet get what the new one has. */
  @Override
  public TcpSession renewed(TcpResponder next) {
    return next instanceof HttpResponder http
        ? new HttpSession(http, phase, held, out, ended, deadline)
        : this;
  }

  @Override
  public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
    return switch (event) {
      case TcpEvent.Opened() -> Step.to(this, new TcpEffect.Tune(AT_ONCE));
      case TcpEvent.Received(var octets) -> received(octets, now);
      case TcpEvent.Drained(int room) -> with(out.drained(room, now)).run(now);
      case TcpEvent.Finished() -> finished().run(now);
      case TcpEvent.Woken() -> woken(now);
      case TcpEvent.Broken _ -> Step.to(over());
    };
  }

  private Step<TcpSession, TcpEffect> received(Slice octets, MonotonicTime now) {
    if (isDeaf()) {
      return Step.to(this);
    }
    return held.isFull()
        ? Step.to(over(), new TcpEffect.Abort())
        : holding(held.with(octets)).run(now);
  }

  private boolean isDeaf() {
    return switch (phase) {
      case Phase.Reading _, Phase.Discarding _ -> false;
      case Phase.Closing _, Phase.Lingering _, Phase.Over _ -> true;
    };
  }

  /** Answers as much as has come and may be sent. */
  private Step<TcpSession, TcpEffect> run(MonotonicTime now) {
    @Var var session = this;
    @Var List<TcpEffect> effects = List.empty(); // the last one first
    while (true) {
      while (session.out.maySend()) {
        effects = effects.prepend(new TcpEffect.Send(session.out.next()));
        session = session.with(session.out.behind());
      }
      if (!session.out.isEmpty()) {
        return new Step<>(session, effects.reverse());
      }
      if (session.phase instanceof Phase.Closing) {
        var last = session.ended ? session.over() : session.lingering(now);
        return new Step<>(last, effects.prepend(new TcpEffect.Finish()).reverse());
      }
      var next = session.advanced(now);
      if (next == session) {
        return new Step<>(session, effects.reverse());
      }
      session = next;
    }
  }

  /** One step further in the stream; this one where there is nothing to go on with. */
  private HttpSession advanced(MonotonicTime now) {
    return switch (phase) {
      case Phase.Reading(var scan) when held.isEmpty() -> ended ? unheard(scan, now) : this;
      case Phase.Reading(var scan) -> read(scan, now);
      case Phase.Discarding _ when held.isEmpty() ->
          ended ? refuse(Refusal.bad("the content ends early"), now) : this;
      case Phase.Discarding discarding -> discard(discarding, now);
      case Phase.Closing _, Phase.Lingering _, Phase.Over _ -> this;
    };
  }

  /** The peer sends no more: of a request that came in part it is told. */
  private HttpSession unheard(HeadScan scan, MonotonicTime now) {
    return scan.isEmpty()
        ? to(new Phase.Closing(), deadline)
        : refuse(Refusal.bad("the request ends early"), now);
  }

  private HttpSession read(HeadScan scan, MonotonicTime now) {
    return switch (scan.feed(held.first())) {
      case HeadScan.Progress.More(var more) ->
          holding(held.after(Slice.EMPTY))
              .to(new Phase.Reading(more), scan.isEmpty() ? now.plus(HEAD_TIME) : deadline);
      case HeadScan.Progress.Whole(var head, var rest) ->
          holding(held.after(rest)).begin(head, now);
      case HeadScan.Progress.Refused(var refusal) -> refuse(refusal, now);
    };
  }

  private HttpSession begin(Slice octets, MonotonicTime now) {
    var head = RequestHead.decode(octets);
    if (head.isLeft()) {
      return refuse(head.getLeft(), now);
    }
    var request = head.get();
    var body = Framing.of(request).filterOrElse(_ -> request.expects(), _ -> EXPECTATION);
    if (body.isLeft()) {
      var answer = Service.refused(body.getLeft());
      return close(request.isMethod("HEAD") ? answer.withoutContent() : answer, now);
    }
    if (body.get().isNothing()) {
      return respond(request, now);
    }
    var waiting = to(new Phase.Discarding(request, body.get()), now.plus(BODY_TIME));
    return request.awaitsContinue() && held.isEmpty() ? waiting.invite(request, now) : waiting;
  }

  /** Asks for the content, or says at once that it is not wanted (RFC 9110 §10.1.1). */
  private HttpSession invite(RequestHead request, MonotonicTime now) {
    var answer = responder.service(now).answer(request);
    return answer.status().isError() ? close(answer, now) : with(out.with(List.of(CONTINUE), now));
  }

  private HttpSession discard(Phase.Discarding discarding, MonotonicTime now) {
    return switch (discarding.scan().feed(held.first())) {
      case BodyScan.Progress.More(var more) ->
          holding(held.after(Slice.EMPTY))
              .to(new Phase.Discarding(discarding.request(), more), deadline);
      case BodyScan.Progress.Whole(var rest) ->
          holding(held.after(rest)).respond(discarding.request(), now);
      case BodyScan.Progress.Refused(var refusal) -> refuse(refusal, now);
    };
  }

  private HttpSession respond(RequestHead request, MonotonicTime now) {
    var answer = responder.service(now).answer(request);
    if (!request.persists()) {
      return close(answer, now);
    }
    var kept = request.line().minor() > 0 ? Answer.Connection.KEEPS : Answer.Connection.KEEPS_SAID;
    return giving(answer, kept, now).to(Phase.Reading.START, now.plus(IDLE_TIME));
  }

  private HttpSession refuse(Refusal refusal, MonotonicTime now) {
    return close(Service.refused(refusal), now);
  }

  /** Answers for the last time on this connection. */
  private HttpSession close(Answer answer, MonotonicTime now) {
    return giving(answer, Answer.Connection.CLOSES, now)
        .holding(Inbox.EMPTY)
        .to(new Phase.Closing(), deadline);
  }

  private HttpSession giving(Answer answer, Answer.Connection connection, MonotonicTime now) {
    return with(out.with(answer.parts(responder.date(now), connection), now));
  }

  private Step<TcpSession, TcpEffect> woken(MonotonicTime now) {
    var due = nextDeadline();
    if (due.isEmpty() || !now.reached(due.get())) {
      return Step.to(this);
    }
    if (!out.isEmpty()) {
      return Step.to(over(), new TcpEffect.Abort());
    }
    return switch (phase) {
      case Phase.Reading(var scan) when scan.isEmpty() -> to(new Phase.Closing(), now).run(now);
      case Phase.Reading _, Phase.Discarding _ -> refuse(LATE, now).run(now);
      case Phase.Closing _ -> run(now);
      case Phase.Lingering _ -> Step.to(over(), new TcpEffect.Abort());
      case Phase.Over _ -> Step.to(this);
    };
  }

  private HttpSession finished() {
    return phase instanceof Phase.Lingering
        ? over()
        : new HttpSession(responder, phase, held, out, true, deadline);
  }

  private HttpSession lingering(MonotonicTime now) {
    return to(new Phase.Lingering(), now.plus(LINGER_TIME).plus(out.flight()));
  }

  private HttpSession over() {
    return new HttpSession(responder, new Phase.Over(), Inbox.EMPTY, Outbox.EMPTY, true, deadline);
  }

  private HttpSession to(Phase next, MonotonicTime due) {
    return new HttpSession(responder, next, held, out, ended, due);
  }

  private HttpSession holding(Inbox next) {
    return new HttpSession(responder, phase, next, out, ended, deadline);
  }

  private HttpSession with(Outbox next) {
    return new HttpSession(responder, phase, held, next, ended, deadline);
  }
}
