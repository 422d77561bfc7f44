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

  /** How long close(2) waits; none: not at all. */
  Option<Duration> linger = Option.none();

  Settings(TcpTuning tuning) {
    this.tuning = tuning;
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
    return next;
  }
}
