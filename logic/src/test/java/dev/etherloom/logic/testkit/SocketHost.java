package dev.etherloom.logic.testkit;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A responder behind the kernel's TCP, on a port of this machine: so that real clients can judge a
 * service apart from our own TCP.
 */
public final class SocketHost implements AutoCloseable {
  private final ServerSocket listener;
  private final Supplier<? extends TcpResponder> responder;

  public SocketHost(int port, Supplier<? extends TcpResponder> responder) throws IOException {
    listener = new ServerSocket(port, 1_000, InetAddress.getLoopbackAddress());
    this.responder = responder;
    var _ = Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        var _ = Thread.ofVirtual().start(() -> talk(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static MonotonicTime now() {
    return new MonotonicTime(System.nanoTime());
  }

  private void talk(Socket socket) {
    var events = new LinkedBlockingQueue<TcpEvent>(4);
    var peer = new TcpPeer(new Ipv4Address(1), port(), new Ipv4Address(2), socket.getPort());
    try (socket) {
      socket.setTcpNoDelay(true);
      var _ = Thread.ofVirtual().start(() -> read(socket, events));
      @Var var session = responder.get().accept(peer, now());
      @Var TcpEvent event = new TcpEvent.Opened();
      while (true) {
        var step = session.take(event, now());
        session = step.state();
        @Var boolean sent = false;
        for (var effect : step.effects()) {
          sent |= carryOut(effect, socket);
        }
        if (socket.isClosed() || (session.nextDeadline().isEmpty() && socket.isOutputShutdown())) {
          return;
        }
        event = sent ? new TcpEvent.Drained(TcpSession.SEND_LIMIT) : next(events, session);
      }
    } catch (IOException | InterruptedException gone) {
      // the client went
    }
  }

  private static TcpEvent next(BlockingQueue<TcpEvent> events, TcpSession session)
      throws InterruptedException {
    var due = session.nextDeadline();
    var event =
        due.isEmpty()
            ? events.take()
            : events.poll(due.get().since(now()).toNanos(), TimeUnit.NANOSECONDS);
    return event == null ? new TcpEvent.Woken() : event;
  }

  private static boolean carryOut(TcpEffect effect, Socket socket) throws IOException {
    switch (effect) {
      case TcpEffect.Send(var octets) -> {
        socket.getOutputStream().write(octets.toBytes());
        return true;
      }
      case TcpEffect.Finish() -> socket.shutdownOutput();
      case TcpEffect.Abort() -> {
        socket.setSoLinger(true, 0);
        socket.close();
      }
      default -> {}
    }
    return false;
  }

  private static void read(Socket socket, BlockingQueue<TcpEvent> events) {
    var buffer = new byte[65_536];
    try {
      var in = socket.getInputStream();
      for (@Var int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
        events.put(new TcpEvent.Received(Slice.owning(Arrays.copyOf(buffer, size))));
      }
      events.put(new TcpEvent.Finished());
    } catch (IOException broken) {
      var _ = events.offer(new TcpEvent.Broken(TcpEvent.Cause.RESET));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
