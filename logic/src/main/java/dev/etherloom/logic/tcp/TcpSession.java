package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import io.vavr.control.Option;

/**
 * One connection, as its service sees it: an immutable value and its own state. Each event gives
 * the session that follows and the effects to carry out.
 *
 * <p>The stream is paced for it: while more than {@value #SEND_LIMIT} octets of its own wait to be
 * sent, it is given no more of the peer's, so a session that answers what it gets cannot be made to
 * grow; one that says how much it takes ({@link #appetite}) paces itself. An exception that leaves
 * a session aborts its connection, and is counted.
 */
public interface TcpSession {
  /** Octets that may wait to be sent before the peer's are held back. */
  int SEND_LIMIT = 262_144;

  /** Takes one event. */
  Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now);

  /** Takes a report; who does not care for reports leaves this as it is (SHLD-20). */
  default Step<TcpSession, TcpEffect> hear(TcpReport report, MonotonicTime now) {
    return Step.to(this);
  }

  /**
   * Its responder is replaced by this one of the same name, which may have other content or another
   * configuration; who keeps nothing of its responder leaves this as it is.
   */
  default TcpSession renewed(TcpResponder responder) {
    return this;
  }

  /**
   * How many of the peer's octets it takes now (RECEIVE, §3.9.1.3); it is asked before each {@link
   * TcpEvent.Received}. What it does not take waits, and in the end keeps the peer from sending.
   * The rest comes in any case once both sides have finished, or the connection is gone.
   */
  default int appetite() {
    return Integer.MAX_VALUE;
  }

  /** When {@link TcpEvent.Woken} should come; none if time does not matter. */
  default Option<MonotonicTime> nextDeadline() {
    return Option.none();
  }
}
