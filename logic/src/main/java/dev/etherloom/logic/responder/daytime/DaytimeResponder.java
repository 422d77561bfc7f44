package dev.etherloom.logic.responder.daytime;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import io.vavr.collection.Vector;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Sends the time of day in UTC and ends (RFC 867).
 *
 * @param epochMillis the time since 1970 at the zero of monotonic time, in milliseconds
 */
public record DaytimeResponder(long epochMillis) implements TcpResponder, TcpSession {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEEE, MMMM d, uuuu HH:mm:ss'-UTC'", Locale.ENGLISH);

  @Override
  public String name() {
    return "daytime";
  }

  @Override
  public Vector<Integer> ports() {
    return Vector.of(13);
  }

  @Override
  public TcpSession accept(TcpPeer peer, MonotonicTime now) {
    return this;
  }

  @Override
  public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
    return switch (event) {
      case TcpEvent.Opened() ->
          Step.<TcpSession, TcpEffect>to(this)
              .with(new TcpEffect.Send(Slice.utf8(text(now) + "\r\n")))
              .with(new TcpEffect.Finish());
      case TcpEvent.Received _,
          TcpEvent.Drained _,
          TcpEvent.Finished _,
          TcpEvent.Woken _,
          TcpEvent.Broken _ ->
          Step.to(this);
    };
  }

  private String text(MonotonicTime now) {
    long seconds = Math.floorDiv(epochMillis + now.nanos() / 1_000_000, 1_000L);
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC).format(FORM);
  }
}
