package dev.etherloom.logic.testkit.door;

import dev.etherloom.logic.tcp.TcpTuning;
import dev.etherloom.logic.tcp.TcpTuning.KeepAlive;
import io.vavr.control.Option;
import java.time.Duration;

/** What is set on a socket. */
final class Settings {
  TcpTuning tuning;
  KeepAlive keepAlive = KeepAlive.USUAL;
  boolean nonblocking;
  boolean reuseAddress;
  int sendBuffer = DoorSocket.SEND_BUFFER;
  int receiveBuffer = DoorSocket.RECEIVE_BUFFER;
  String congestion = "cubic";

  /** Milliseconds; 0 is the usual. */
  int userTimeout;

  /** Octets that may wait unsent before no more is wanted (TCP_NOTSENT_LOWAT); 0: the usual. */
  int unsent;

  /** What is usual. */
  int usuallyUnsent = Integer.MAX_VALUE;

  /** How long close(2) waits; none: not at all. */
  Option<Duration> linger = Option.none();

  Settings(TcpTuning tuning) {
    this.tuning = tuning;
  }

  int mostUnsent() {
    return unsent == 0 ? usuallyUnsent : unsent;
  }

  /** What a socket gets from the one that accepted it. */
  Settings inherited() {
    var next = new Settings(tuning);
    next.keepAlive = keepAlive;
    next.reuseAddress = reuseAddress;
    next.sendBuffer = sendBuffer;
    next.receiveBuffer = receiveBuffer;
    next.congestion = congestion;
    next.userTimeout = userTimeout;
    next.linger = linger;
    next.unsent = unsent;
    next.usuallyUnsent = usuallyUnsent;
    return next;
  }
}
