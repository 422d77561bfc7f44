package dev.etherloom.logic.testkit.door;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.testkit.door.Call.Reply;
import io.vavr.control.Option;
import java.time.Duration;

/** Requests about a socket, which is their first argument. */
final class SocketRequests {
  private final VirtualHost host;
  private final SocketCalls calls;

  SocketRequests(VirtualHost host) {
    this.host = host;
    calls = new SocketCalls(host);
  }

  /** A frame came. */
  void heard() {
    calls.heard();
  }

  Option<Reply> create(Settings usual) {
    return Reply.ok(calls.add(new DoorSocket(usual.inherited())));
  }

  Call call(Args args) {
    var socket = args.number(0).flatMap(fd -> calls.find(fd.intValue()));
    return socket.isEmpty() ? () -> Reply.err(Errno.EBADF) : call(args, socket.get());
  }

  private Call call(Args args, DoorSocket it) {
    int value = args.integer(1);
    return switch (args.op()) {
      case "bind" ->
          () ->
              args.address(1)
                  .map(address -> calls.bind(it, address, args.integer(2)))
                  .getOrElse(Reply::invalid);
      case "connect" -> connect(args, it);
      case "listen" -> () -> calls.listen(it, value);
      case "accept" -> () -> calls.accept(it);
      case "read" -> () -> calls.read(it, value, false);
      case "peek" -> () -> calls.read(it, value, true);
      case "write" ->
          args.octets(1)
              .map(octets -> write(it, octets, args.text(2).equals("more")))
              .getOrElse(() -> Reply::invalid);
      case "close" -> close(args.integer(0), it);
      case "shutdown" -> () -> calls.shutdown(it, value);
      case "nonblock" -> () -> nonblock(it, value != 0);
      case "poll" -> poll(it, value, args.number(2).getOrElse(0L));
      case "setsockopt" -> () -> set(it, value, args.integer(2), args.rest(3));
      case "getsockopt" -> () -> Options.get(it, calls.status(it), value, args.integer(2));
      case "ioctl" -> () -> calls.waits(it, value);
      case "getsockname" ->
          () -> Reply.ok(it.local.map(own -> own.address() + " " + own.port()).getOrElse(""));
      default -> () -> Reply.err(Errno.EOPNOTSUPP);
    };
  }

  private static Option<Reply> nonblock(DoorSocket socket, boolean on) {
    socket.settings.nonblocking = on;
    return Reply.done();
  }

  private Option<Reply> set(DoorSocket socket, int level, int name, String value) {
    var reply = Options.set(socket, level, name, value);
    var tuning = socket.settings.tuning;
    if (!tuning.sending().nagle()) {
      calls.ask(socket, new TcpEffect.Tune(tuning.withCork(false))); // what waits so far goes
    }
    calls.ask(socket, new TcpEffect.Tune(tuning));
    return reply;
  }

  /** The first attempt does it, the others wait for what comes of it. */
  private Call connect(Args args, DoorSocket socket) {
    return new Call() {
      private boolean begun;

      @Override
      public Option<Reply> attempt() {
        if (begun) {
          return calls.connected(socket);
        }
        begun = true;
        return args.address(1)
            .map(address -> calls.connect(socket, address, args.integer(2)))
            .getOrElse(Reply::invalid);
      }
    };
  }

  private Call close(int fd, DoorSocket socket) {
    return new Call() {
      private boolean begun;
      private Option<MonotonicTime> until = Option.none();

      @Override
      public Option<Reply> attempt() {
        if (!begun) {
          begun = true;
          until = calls.close(fd, socket);
        }
        return calls.closed(socket, until);
      }

      @Override
      public Option<MonotonicTime> deadline() {
        return until;
      }
    };
  }

  /**
   * write(2): all of it, unless it must not block.
   *
   * @param more whether it waits for what the next call brings (MSG_MORE)
   */
  private Call write(DoorSocket socket, Slice octets, boolean more) {
    return new Call() {
      private int done;

      @Override
      public Option<Reply> attempt() {
        @Var var reply = calls.write(socket, octets.from(done), more);
        while (reply.getOrNull() instanceof Reply.Ok(var size)) {
          done += Integer.parseInt(size);
          if (done == octets.length()) {
            return Reply.ok(done);
          }
          reply = calls.write(socket, octets.from(done), more);
        }
        return done > 0 && reply.isDefined() ? Reply.ok(done) : reply;
      }
    };
  }

  private Call poll(DoorSocket socket, int wanted, long millis) {
    var until =
        millis < 0 ? Option.<MonotonicTime>none() : Option.some(host.in(Duration.ofMillis(millis)));
    return new Call() {
      @Override
      public Option<Reply> attempt() {
        int events = calls.readiness(socket).events(wanted);
        return events != 0 || until.exists(host.now()::reached) ? Reply.ok(events) : Option.none();
      }

      @Override
      public Option<MonotonicTime> deadline() {
        return until;
      }
    };
  }
}
