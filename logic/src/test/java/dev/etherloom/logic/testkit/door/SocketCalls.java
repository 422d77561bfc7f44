package dev.etherloom.logic.testkit.door;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.tcp.Dial;
import dev.etherloom.logic.tcp.TcpCall;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpStatus;
import dev.etherloom.logic.tcp.TcpStatus.State;
import dev.etherloom.logic.testkit.door.Call.Reply;
import dev.etherloom.logic.testkit.door.DoorSocket.Local;
import dev.etherloom.logic.testkit.door.DoorSocket.Stage;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.TreeMap;

/** The calls of the BSD socket interface, as Linux answers them, over TCP's public interface. */
final class SocketCalls {
  static final int FIRST_FD = 3;
  private static final int FIRST_PORT = 32_768;

  private final VirtualHost host;
  private final TreeMap<Integer, DoorSocket> sockets = new TreeMap<>();
  private int nextPort = FIRST_PORT;

  SocketCalls(VirtualHost host) {
    this.host = host;
  }

  Option<DoorSocket> find(int fd) {
    return Option.of(sockets.get(fd));
  }

  int add(DoorSocket socket) {
    @Var int fd = FIRST_FD;
    while (sockets.containsKey(fd)) {
      fd++;
    }
    sockets.put(fd, socket);
    return fd;
  }

  private boolean isTaken(int port) {
    return sockets.values().stream().anyMatch(other -> other.local.exists(it -> it.port() == port));
  }

  private int freePort() {
    while (isTaken(nextPort)) {
      nextPort++;
    }
    return nextPort++;
  }

  Option<Reply> bind(DoorSocket socket, IpAddress address, int port) {
    if (socket.local.isDefined() || socket.stage != Stage.FRESH) {
      return Reply.err(Errno.EINVAL);
    }
    if (!address.isUnspecified() && !host.owns(address)) {
      return Reply.err(Errno.EADDRNOTAVAIL);
    }
    if (port != 0 && isTaken(port) && !socket.settings.reuseAddress) {
      return Reply.err(Errno.EADDRINUSE);
    }
    socket.local = Option.some(new Local(address, port == 0 ? freePort() : port));
    return Reply.done();
  }

  Option<Reply> listen(DoorSocket socket, int backlog) {
    if (socket.stage != Stage.FRESH && socket.stage != Stage.LISTENING) {
      return Reply.err(Errno.EINVAL);
    }
    socket.backlog = backlog;
    if (socket.stage == Stage.LISTENING) {
      return Reply.done();
    }
    if (socket.local.isEmpty()) {
      socket.local = Option.some(new Local(Ipv4Address.UNSPECIFIED, freePort()));
    }
    int port = socket.local.get().port();
    if (sockets.values().stream()
        .anyMatch(other -> other.stage == Stage.LISTENING && other.ports().contains(port))) {
      return Reply.err(Errno.EADDRINUSE);
    }
    socket.stage = Stage.LISTENING;
    host.call(new TcpCall.Listen(socket));
    return Reply.done();
  }

  Option<Reply> accept(DoorSocket socket) {
    if (socket.stage != Stage.LISTENING) {
      return Reply.err(Errno.EINVAL);
    }
    if (socket.accepted.isEmpty()) {
      return socket.settings.nonblocking ? Reply.err(Errno.EAGAIN) : Option.none();
    }
    var fresh = socket.accepted.remove();
    var peer = fresh.peer.get();
    return Reply.ok(add(fresh) + " " + peer.address() + " " + peer.remotePort());
  }

  /** The first attempt of connect(2); the others are {@link #connected}. */
  Option<Reply> connect(DoorSocket socket, IpAddress address, int port) {
    switch (socket.stage) {
      case FRESH -> {}
      case LISTENING, CONNECTED -> {
        return Reply.err(Errno.EISCONN);
      }
      case CONNECTING -> {
        return socket.settings.nonblocking ? Reply.err(Errno.EALREADY) : Option.none();
      }
      case GONE -> {
        int error = socket.takeError();
        return Reply.err(error == 0 ? Errno.ECONNABORTED : error);
      }
    }
    var source = host.address(address);
    if (address.isMulticast() || address.isUnspecified() || port == 0 || source.isEmpty()) {
      return Reply.err(Errno.ENETUNREACH);
    }
    var self = source.get();
    int own = socket.local.map(Local::port).getOrElse(this::freePort);
    socket.local = Option.some(new Local(self, own));
    socket.peer = Option.some(new TcpPeer(self, own, address, port));
    socket.stage = Stage.CONNECTING;
    host.call(
        new TcpCall.Connect(
            new Dial(Vlan.UNTAGGED, self, own, address, port, socket, socket.settings.tuning)));
    return socket.settings.nonblocking ? Reply.err(Errno.EINPROGRESS) : connected(socket);
  }

  Option<Reply> connected(DoorSocket socket) {
    return switch (socket.stage) {
      case CONNECTING -> Option.none();
      case CONNECTED -> Reply.done();
      case FRESH, LISTENING, GONE -> {
        int error = socket.takeError();
        yield Reply.err(error == 0 ? Errno.ECONNABORTED : error);
      }
    };
  }

  Option<TcpStatus> status(DoorSocket socket) {
    return socket.peer.flatMap(host::status);
  }

  Readiness readiness(DoorSocket socket) {
    return new Readiness(socket, status(socket));
  }

  void ask(DoorSocket socket, TcpEffect... effects) {
    if (status(socket).isDefined()) {
      host.call(new TcpCall.Ask(socket.peer.get(), Vector.of(effects)));
    }
  }

  /** read(2), or what leaves the octets there. */
  Option<Reply> read(DoorSocket socket, int most, boolean peek) {
    if (socket.stage == Stage.FRESH || socket.stage == Stage.LISTENING) {
      return Reply.err(Errno.ENOTCONN);
    }
    var readiness = readiness(socket);
    if (most > 0 && readiness.readable() > 0) {
      socket.wanting(most);
      ask(socket);
      var octets = socket.read(most);
      if (peek) {
        socket.unread(octets);
      }
      return Reply.ok(Hex.of(octets));
    }
    if (socket.error != 0) {
      return Reply.err(socket.takeError());
    }
    boolean over = most == 0 || socket.readShut || socket.stage == Stage.GONE;
    if (over || readiness.isEnded()) {
      return Reply.done();
    }
    return socket.settings.nonblocking ? Reply.err(Errno.EAGAIN) : Option.none();
  }

  /** ioctl(2): how many octets wait to be read (SIOCINQ), or to be acknowledged (SIOCOUTQ). */
  Option<Reply> waits(DoorSocket socket, int request) {
    var readiness = readiness(socket);
    return switch (request) {
      case 0x541b -> Reply.ok(readiness.readable());
      case 0x5411 -> Reply.ok(readiness.queued());
      default -> Reply.err(Errno.EINVAL);
    };
  }

  /** Sends as much as there is room for; how much that was, or why none. */
  Option<Reply> write(DoorSocket socket, Slice octets, boolean more) {
    if (socket.error != 0) {
      return Reply.err(socket.takeError());
    }
    if (socket.writeShut || (socket.stage != Stage.CONNECTED && socket.stage != Stage.CONNECTING)) {
      return Reply.err(Errno.EPIPE);
    }
    int size =
        socket.stage == Stage.CONNECTED ? Math.min(readiness(socket).room(), octets.length()) : 0;
    if (size == 0 && !octets.isEmpty()) {
      return socket.settings.nonblocking ? Reply.err(Errno.EAGAIN) : Option.none();
    }
    var tuning = socket.settings.tuning.withPush(!more);
    var corked = tuning.withCork(more || tuning.sending().corked());
    socket.settings.tuning = tuning;
    socket.more = more;
    ask(socket, new TcpEffect.Tune(corked), new TcpEffect.Send(octets.first(size)));
    return Reply.ok(size);
  }

  /** Something came: what waits for more waits no longer than Nagle's algorithm has it. */
  void heard() {
    for (var socket : sockets.values()) {
      if (socket.more) {
        socket.more = false;
        ask(socket, new TcpEffect.Tune(socket.settings.tuning));
      }
    }
  }

  Option<Reply> shutdown(DoorSocket socket, int how) {
    if (how < 0 || how > 2) {
      return Reply.err(Errno.EINVAL);
    }
    if (socket.stage == Stage.LISTENING && how != 1) {
      stopListening(socket);
      return Reply.done();
    }
    if (socket.stage != Stage.CONNECTED && socket.stage != Stage.CONNECTING) {
      return Reply.err(Errno.ENOTCONN);
    }
    if (how != 1) {
      socket.readShut = true;
      ask(socket, new TcpEffect.Ignore());
    }
    if (how != 0) {
      socket.writeShut = true;
      ask(socket, new TcpEffect.Finish());
    }
    return Reply.done();
  }

  private void stopListening(DoorSocket socket) {
    host.call(new TcpCall.Deafen(socket.ports().head()));
    socket.accepted.forEach(waiting -> ask(waiting, new TcpEffect.Abort()));
    socket.accepted.clear();
    socket.stage = Stage.FRESH;
  }

  /** close(2): until when it lingers, if it does. */
  Option<MonotonicTime> close(int fd, DoorSocket socket) {
    sockets.remove(fd);
    if (socket.stage == Stage.LISTENING) {
      stopListening(socket);
    }
    boolean reset = socket.settings.linger.exists(Duration::isZero) || socket.waiting() > 0;
    ask(socket, reset ? new TcpEffect.Abort() : new TcpEffect.Close());
    return socket.settings.linger.map(host::in);
  }

  /** Whether a socket that was closed has nothing left to send. */
  Option<Reply> closed(DoorSocket socket, Option<MonotonicTime> until) {
    boolean over =
        until.forAll(host.now()::reached)
            || status(socket)
                .forAll(it -> it.state() == State.FIN_WAIT_2 || it.state() == State.TIME_WAIT);
    return over ? Reply.done() : Option.none();
  }
}
