package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.Connection.Closed;
import dev.etherloom.logic.tcp.Connection.SynReceived;
import dev.etherloom.logic.tcp.Connection.SynSent;
import dev.etherloom.logic.tcp.Connection.TimeWait;
import dev.etherloom.logic.tcp.ConnectionEvent.AbortCalled;
import dev.etherloom.logic.tcp.ConnectionEvent.Arrived;
import dev.etherloom.logic.tcp.ConnectionEvent.CloseCalled;
import dev.etherloom.logic.tcp.ConnectionEvent.Due;
import dev.etherloom.logic.tcp.ConnectionEvent.Failed;
import dev.etherloom.logic.tcp.ConnectionEvent.Flush;
import dev.etherloom.logic.tcp.ConnectionEvent.IgnoreCalled;
import dev.etherloom.logic.tcp.ConnectionEvent.ReceiveCalled;
import dev.etherloom.logic.tcp.ConnectionEvent.SendCalled;
import dev.etherloom.logic.tcp.ConnectionEvent.Tuned;

/**
 * One event at one connection, by state (RFC 9293 §3.10). What is to be said is said at a {@link
 * Flush}, once for all that happened at a moment, so that an acknowledgment travels with data.
 */
final class ConnectionStep {
  private ConnectionStep() {}

  static Step<Connection, ConnectionEffect> step(
      Connection connection, ConnectionEvent event, MonotonicTime now) {
    return switch (connection) {
      case Closed _ -> Step.to(connection);
      case SynSent at -> synSent(at, event, now);
      case SynReceived at -> synReceived(at, event, now);
      case Open at -> open(at, event, now);
      case TimeWait at -> timeWait(at, event, now);
    };
  }

  private static Step<Connection, ConnectionEffect> synSent(
      SynSent at, ConnectionEvent event, MonotonicTime now) {
    return switch (event) {
      case Arrived(var segment, _) -> Opening.arrived(at, segment, now);
      case Due _ -> Timeouts.of(at, now);
      case SendCalled(var octets, _) -> Calls.queue(at, at.pending(), octets, at::with);
      case CloseCalled _ -> Step.to(new Closed()); // §3.10.4: nothing was sent yet
      case AbortCalled _ -> Step.to(new Closed());
      case Tuned(var tuning) -> Step.to(at.with(at.pending().tuned(tuning)));
      case Failed error -> Trouble.heard(at, error);
      case IgnoreCalled _ -> Step.to(at.with(at.pending().ignoring()));
      case ReceiveCalled _, Flush _ -> Step.to(at);
    };
  }

  private static Step<Connection, ConnectionEffect> synReceived(
      SynReceived at, ConnectionEvent event, MonotonicTime now) {
    return switch (event) {
      case Arrived(var segment, var marked) -> Opening.arrived(at, segment, marked, now);
      case Due _ -> Timeouts.of(at, now);
      case SendCalled(var octets, _) -> Calls.queue(at, at.pending(), octets, at::with);
      case CloseCalled _ -> Step.to(at.with(at.pending().closing()));
      case AbortCalled _ -> Calls.abort(at);
      case Tuned(var tuning) -> Step.to(at.with(at.pending().tuned(tuning)));
      case Failed error -> Trouble.heard(at, error);
      case IgnoreCalled _ -> Step.to(at.with(at.pending().ignoring()));
      case ReceiveCalled _, Flush _ -> Step.to(at);
    };
  }

  private static Step<Connection, ConnectionEffect> open(
      Open at, ConnectionEvent event, MonotonicTime now) {
    return switch (event) {
      case Arrived(var segment, var marked) -> Arrival.of(at.heard(segment, marked), segment, now);
      case Due _ -> Timeouts.of(at, now);
      case SendCalled(var octets, var urgent) -> Calls.send(at, octets, urgent, now);
      case ReceiveCalled(var octets) -> Step.to(Calls.receive(at, octets));
      case IgnoreCalled _ -> Step.to(at.ignoring());
      case CloseCalled _ -> Step.to(Calls.close(at));
      case AbortCalled _ -> Calls.abort(at, now);
      case Tuned(var tuning) -> Step.to(Calls.tune(at, tuning));
      case Failed error -> Trouble.heard(at, error, now);
      case Flush _ -> Transmission.of(looked(at, now), now);
    };
  }

  /** What only shows in the course of time: a wider path, a window that is too small. */
  private static Open looked(Open at, MonotonicTime now) {
    long smoothed = at.send().retransmit().rtt().smoothed();
    var filling = at.watch().filling().looked(at.receive(), smoothed, now);
    return at.with(at.terms().path().refreshed(now)).with(at.watch().with(filling));
  }

  private static Step<Connection, ConnectionEffect> timeWait(
      TimeWait at, ConnectionEvent event, MonotonicTime now) {
    return switch (event) {
      case Arrived(var segment, _) -> Closing.arrived(at, segment, now);
      case Due _ -> Step.to(now.reached(at.until()) ? new Closed() : at);
      case AbortCalled _ -> Step.to(new Closed());
      case SendCalled _,
          ReceiveCalled _,
          IgnoreCalled _,
          CloseCalled _,
          Tuned _,
          Failed _,
          Flush _ ->
          Step.to(at);
    };
  }
}
