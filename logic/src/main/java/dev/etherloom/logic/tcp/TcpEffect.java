package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Notice;

/** What a {@link TcpSession} may ask for. */
public sealed interface TcpEffect {
  /** Send these octets, behind all before them; they are not copied. */
  record Send(Slice octets) implements TcpEffect {}

  /**
   * Send these octets, the last of which ends what is urgent (§3.8.5). New protocols do without.
   */
  record SendUrgent(Slice octets) implements TcpEffect {}

  /** Treat the connection so from now on. */
  record Tune(TcpTuning tuning) implements TcpEffect {}

  /** Send no more once all is sent (CLOSE, RFC 9293 §3.9.1.4); what the peer sends still comes. */
  record Finish() implements TcpEffect {}

  /**
   * Take no more of what the peer sends, and finish (§3.10.4). Where octets wait that nobody took,
   * or come later, the connection is reset: the peer shall know that they are lost (RFC 2525
   * §2.17).
   */
  record Close() implements TcpEffect {}

  /** Take no more of what the peer sends; once this side has finished that resets. */
  record Ignore() implements TcpEffect {}

  /** Reset the connection at once (ABORT, §3.9.1.5). */
  record Abort() implements TcpEffect {}

  /** Say how the connection stands: {@link TcpReport.Status}. */
  record AskStatus() implements TcpEffect {}

  /** Tell whoever runs the stack. */
  record Tell(Notice notice) implements TcpEffect {}
}
