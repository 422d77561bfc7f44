package dev.etherloom.logic.testkit.door;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpError;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Step;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpEvent;
import dev.etherloom.logic.tcp.TcpPeer;
import dev.etherloom.logic.tcp.TcpReport;
import dev.etherloom.logic.tcp.TcpResponder;
import dev.etherloom.logic.tcp.TcpSession;
import dev.etherloom.logic.tcp.TcpTuning;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** One socket. As a session it takes nothing unless it is being read from. */
final class DoorSocket implements TcpSession, TcpResponder {
  /** What Linux gives a socket for sending, as tcp(7) has it, grown. */
  static final int SEND_BUFFER = 1 << 22;

  static final int RECEIVE_BUFFER = 131_072;

  /** What became of the socket so far. */
  enum Stage {
    FRESH,
    LISTENING,
    CONNECTING,
    CONNECTED,
    GONE
  }

  final Settings settings;
  final Deque<DoorSocket> accepted = new ArrayDeque<>();
  private final Deque<Slice> inbox = new ArrayDeque<>();
  private int waiting;
  private int appetite;
  private int unreachable = Errno.EHOSTUNREACH;

  Stage stage = Stage.FRESH;
  Option<Local> local = Option.none();
  Option<TcpPeer> peer = Option.none();
  int backlog;
  int error;

  /** Whether the peer has finished, and all that it sent is in the inbox. */
  boolean finished;

  /** Whether the last call said that more would follow (MSG_MORE), and nothing came since. */
  boolean more;

  boolean readShut;
  boolean writeShut;

  /** One's own end. */
  record Local(IpAddress address, int port) {}

  DoorSocket(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "socket";
  }

  @Override
  public Vector<Integer> ports() {
    return local.map(it -> Vector.of(it.port)).getOrElse(Vector.empty());
  }

  @Override
  public TcpTuning tuning() {
    return settings.tuning;
  }

  @Override
  public boolean isBusy() {
    return accepted.size() > backlog; // one more than asked for, as Linux has it
  }

  @Override
  public TcpSession accept(TcpPeer other, MonotonicTime now) {
    var fresh = new DoorSocket(settings.inherited());
    fresh.local = Option.some(new Local(other.self(), other.port()));
    fresh.peer = Option.some(other);
    accepted.add(fresh);
    return fresh;
  }

  @Override
  public int appetite() {
    return appetite;
  }

  @Override
  public Step<TcpSession, TcpEffect> take(TcpEvent event, MonotonicTime now) {
    switch (event) {
      case TcpEvent.Opened() -> stage = Stage.CONNECTED;
      case TcpEvent.Received(var octets) -> {
        appetite = Math.max(0, appetite - octets.length());
        waiting += octets.length();
        inbox.add(octets);
      }
      case TcpEvent.Finished() -> finished = true;
      case TcpEvent.Broken(var cause) -> broken(cause);
      case TcpEvent.Drained _, TcpEvent.Woken _ -> {}
    }
    return new Step<>(this, List.<TcpEffect>empty());
  }

  @Override
  public Step<TcpSession, TcpEffect> hear(TcpReport report, MonotonicTime now) {
    if (report instanceof TcpReport.Undelivered(var reason)) {
      unreachable = errno(reason);
    }
    return Step.to(this);
  }

  /** As Linux has it for ICMP errors (icmp(7)). */
  private static int errno(IpError.Reason reason) {
    return switch (reason) {
      case IpError.Reason.Unreachable(var where) ->
          switch (where) {
            case NETWORK -> Errno.ENETUNREACH;
            case HOST, PROHIBITED -> Errno.EHOSTUNREACH;
            case PROTOCOL -> Errno.ENOPROTOOPT;
            case PORT -> Errno.ECONNREFUSED;
            case SOURCE_ROUTE -> Errno.EOPNOTSUPP;
          };
      case IpError.Reason.ParameterProblem _ -> Errno.EPROTO;
      case IpError.Reason.TooBig _ -> Errno.EMSGSIZE;
      case IpError.Reason.TimeExceeded _, IpError.Reason.SourceQuench _ -> Errno.EHOSTUNREACH;
    };
  }

  private void broken(TcpEvent.Cause cause) {
    error =
        switch (cause) {
          case RESET ->
              stage == Stage.CONNECTING
                  ? Errno.ECONNREFUSED
                  : finished && !writeShut ? Errno.EPIPE : Errno.ECONNRESET;
          case TIMED_OUT -> Errno.ETIMEDOUT;
          case UNREACHABLE -> unreachable;
          case ABORTED -> Errno.ECONNABORTED;
        };
    stage = Stage.GONE;
  }

  /** The error that happened, which is told once. */
  int takeError() {
    int before = error;
    error = 0;
    return before;
  }

  /** Octets that were fetched and not read. */
  int waiting() {
    return waiting;
  }

  /** From now on so many octets are wanted beside those that are here. */
  void wanting(int octets) {
    appetite = Math.max(0, octets - waiting);
  }

  /** Puts back what was read. */
  void unread(Slice octets) {
    inbox.addFirst(octets);
    waiting += octets.length();
  }

  /** At most so many octets, of what is here. */
  Slice read(int most) {
    var out = new ByteArrayOutputStream();
    @Var int left = most;
    while (left > 0 && !inbox.isEmpty()) {
      var next = inbox.remove();
      var part = next.first(Math.min(left, next.length()));
      out.writeBytes(part.toBytes());
      left -= part.length();
      waiting -= part.length();
      if (part.length() < next.length()) {
        inbox.addFirst(next.from(part.length()));
      }
    }
    appetite = 0;
    return Slice.owning(out.toByteArray());
  }
}
