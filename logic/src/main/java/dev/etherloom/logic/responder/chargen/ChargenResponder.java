package dev.etherloom.logic.responder.chargen;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.List;
import io.vavr.collection.Vector;

/**
 * Sends lines of 72 characters, each beginning one further, until nobody takes them (RFC 864); what
 * comes is thrown away, and a FIN alone asks for no end.
 */
public record ChargenResponder() implements TcpResponder {
  private static final int CHARACTERS = 95;
  private static final int COLUMNS = 72;
  private static final Slice PATTERN = pattern();

  @Override
  public String name() {
    return "chargen";
  }

  @Override
  public Vector<Integer> ports() {
    return Vector.of(19);
  }

  @Override
  public TcpSession accept(TcpPeer peer, MonotonicTime now) {
    return new Session(0);
  }

  /** The lines, again and again: after 95 of them the first one comes again. */
  private static Slice pattern() {
    var text = new StringBuilder();
    for (int line = 0; line < CHARACTERS; line++) {
      for (int column = 0; column < COLUMNS; column++) {
        text.append((char) (' ' + (line + column) % CHARACTERS));
      }
      text.append("\r\n");
    }
    return Slice.utf8(text.toString());
  }

  /**
   * A conversation.
   *
   * @param at where in the pattern it goes on
   */
  record Session(int at) implements TcpSession {
    @Override
    public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
      return switch (event) {
        case TcpEvent.Opened() -> fill(SEND_LIMIT);
        case TcpEvent.Drained(var room) -> fill(room);
        case TcpEvent.Received _, TcpEvent.Finished _, TcpEvent.Woken _, TcpEvent.Broken _ ->
            Step.to(this);
      };
    }

    private Step<TcpSession, TcpEffect> fill(int room) {
      @Var List<TcpEffect> sent = List.empty();
      @Var int from = at;
      for (@Var int left = room; left > 0; ) {
        int size = Math.min(left, PATTERN.length() - from);
        sent = sent.prepend(new TcpEffect.Send(PATTERN.slice(from, size)));
        from = (from + size) % PATTERN.length();
        left -= size;
      }
      return new Step<>(new Session(from), sent.reverse());
    }
  }
}
