package dev.etherloom.logic.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.http.HttpResponder;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.Vector;
import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** What a client sends to the server of HTTP. */
final class HttpServerChecks {
  private static final MonotonicTime NOW = MonotonicTime.ZERO;
  private static final TcpPeer PEER =
      new TcpPeer(new Ipv4Address(1), 80, new Ipv4Address(2), 40_000);

  /** Octets of answers at most, and for each octet asked. */
  private static final int ANSWER = 1 << 14;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private TcpSession session = new HttpResponder().accept(PEER, NOW);
  private boolean over;

  private HttpServerChecks() {}

  /**
   * However TCP cuts what the client sends, the answers are the same; and they are no flood. Only
   * who expects to be asked for its content is told what depends on whether it came (RFC 9110
   * §10.1.1).
   */
  static void session(Slice input) {
    int cut = Math.floorMod(input.hashCode(), input.length() + 1);
    var answer = answers(Vector.of(input));
    var pieces = answers(Vector.of(input.first(cut), input.from(cut)));
    if (!input.text().toLowerCase(Locale.ROOT).contains("100-continue")) {
      assertEquals(answer, pieces, "cut at " + cut);
    }
    assertTrue(answer.length() <= ANSWER * (1L + input.length() / 16), "a flood of answers");
  }

  private static Slice answers(Vector<Slice> parts) {
    var talk = new HttpServerChecks();
    talk.happens(new TcpEvent.Opened());
    for (var part : parts) {
      if (!part.isEmpty()) {
        talk.happens(new TcpEvent.Received(part));
      }
    }
    talk.happens(new TcpEvent.Finished());
    return Slice.owning(talk.sent.toByteArray());
  }

  /** An event, and the client takes all that comes of it. */
  private void happens(TcpEvent event) {
    @Var var next = event;
    @Var int before;
    do {
      before = sent.size();
      if (!over) {
        var step = session.take(next, NOW);
        session = step.state();
        step.effects().forEach(this::carryOut);
      }
      next = new TcpEvent.Drained(TcpSession.SEND_LIMIT);
    } while (sent.size() > before && !over);
  }

  private void carryOut(TcpEffect effect) {
    switch (effect) {
      case TcpEffect.Send(var octets) -> sent.writeBytes(octets.toBytes());
      case TcpEffect.Finish(), TcpEffect.Abort() -> over = true;
      default -> {}
    }
  }
}
