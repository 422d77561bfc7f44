package dev.etherloom.logic.http;

import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A server of HTTP/1.1 and 1.0.
 *
 * @param ports it listens on
 * @param clock what time of day it is; without one, answers carry no Date (RFC 9110 §6.6.1)
 */
public record HttpResponder(Site site, Vector<Integer> ports, Option<WallClock> clock)
    implements TcpResponder {
  public static final int PORT = 80;

  /** Serves the built-in page on port 80 and knows no time of day. */
  public HttpResponder() {
    this(Site.builtIn(), Vector.of(PORT), Option.none());
  }

  /** The same with other content. */
  public HttpResponder with(Site next) {
    return new HttpResponder(next, ports, clock);
  }

  /** The same with a clock. */
  public HttpResponder with(WallClock next) {
    return new HttpResponder(site, ports, Option.some(next));
  }

  /** The same on other ports, each 1…65535. */
  public HttpResponder on(Vector<Integer> others) {
    return new HttpResponder(site, others, clock);
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public TcpSession accept(TcpPeer peer, MonotonicTime now) {
    return HttpSession.open(this, now);
  }

  /** What requests get now. */
  Service service(MonotonicTime now) {
    return new Service(site, date(now));
  }

  /** What time of day it is now. */
  Option<HttpDate> date(MonotonicTime now) {
    return clock.map(one -> one.at(now));
  }
}
