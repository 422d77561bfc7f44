package dev.etherloom.logic.responder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.responder.bulk.SinkResponder;
import dev.etherloom.logic.responder.bulk.SourceResponder;
import dev.etherloom.logic.responder.chargen.ChargenResponder;
import dev.etherloom.logic.responder.daytime.DaytimeResponder;
import dev.etherloom.logic.responder.discard.DiscardResponder;
import dev.etherloom.logic.responder.echo.TcpEchoResponder;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TcpServicesTest {
  private static final TcpPeer PEER =
      new TcpPeer(new Ipv4Address(1), 7, new Ipv4Address(2), 40_000);
  private static final MonotonicTime NOW = MonotonicTime.ZERO;
  private static final TcpEffect FINISH = new TcpEffect.Finish();

  private static TcpSession session(TcpResponder responder) {
    return responder.accept(PEER, NOW);
  }

  private static List<TcpEffect> asks(TcpSession session, TcpEvent event) {
    return session.take(event, NOW).effects();
  }

  private static TcpEffect send(String text) {
    return new TcpEffect.Send(Slice.utf8(text));
  }

  @Test
  @DisplayName("echo (RFC 862)")
  void echo() {
    var session = session(new TcpEchoResponder());
    assertEquals(List.of(send("hello")), asks(session, new TcpEvent.Received(Slice.utf8("hello"))));
    assertEquals(List.of(FINISH), asks(session, new TcpEvent.Finished()));
  }

  @Test
  @DisplayName("discard (RFC 863)")
  void discard() {
    var session = session(new DiscardResponder());
    assertEquals(List.empty(), asks(session, new TcpEvent.Received(Slice.utf8("hello"))));
    assertEquals(List.of(FINISH), asks(session, new TcpEvent.Finished()));
  }

  @Test
  @DisplayName("daytime (RFC 867)")
  void daytime() {
    var session = session(new DaytimeResponder(1_000_000_000_000L));
    assertEquals(
        List.of(send("Sunday, September 9, 2001 01:46:40-UTC\r\n"), FINISH),
        asks(session, new TcpEvent.Opened()));
  }

  @Test
  @DisplayName("chargen (RFC 864): lines of 72 characters that go on where they were")
  void chargen() {
    var first = session(new ChargenResponder()).take(new TcpEvent.Opened(), NOW);
    var more = first.state().take(new TcpEvent.Drained(1000), NOW);
    var text =
        first.effects().appendAll(more.effects()).map(effect -> ((TcpEffect.Send) effect).octets());
    var lines = text.map(Slice::text).mkString().split("\r\n", -1);
    assertTrue(lines[0].startsWith(" !\"#") && lines[1].startsWith("!\"#$"));
    for (int i = 0; i < lines.length - 1; i++) {
      assertEquals(72, lines[i].length());
      assertEquals(' ' + i % 95, lines[i].charAt(0));
    }
    assertEquals(TcpSession.SEND_LIMIT + 1000, text.map(Slice::length).sum().intValue());
  }

  @Test
  @DisplayName("chargen and source go on for who only half-closes")
  void halfClosed() {
    for (var responder : List.of(new ChargenResponder(), new SourceResponder())) {
      var fed = session(responder).take(new TcpEvent.Finished(), NOW);
      assertEquals(List.empty(), fed.effects());
      var more = (TcpEffect.Send) asks(fed.state(), new TcpEvent.Drained(7)).head();
      assertEquals(7, more.octets().length());
    }
  }

  @Test
  void sourceAndSink() {
    var sent =
        (TcpEffect.Send) asks(session(new SourceResponder()), new TcpEvent.Drained(7)).head();
    assertEquals(7, sent.octets().length());
    var sink = session(new SinkResponder());
    var fed = sink.take(new TcpEvent.Received(Slice.utf8("hello")), NOW).state();
    assertEquals(List.of(send("5\n"), FINISH), asks(fed, new TcpEvent.Finished()));
  }

  @Test
  void areFound() {
    var names = List.ofAll(ServiceLoader.load(TcpResponder.class)).map(TcpResponder::name);
    assertTrue(names.containsAll(List.of("echo", "discard", "chargen", "source", "sink")));
  }
}
