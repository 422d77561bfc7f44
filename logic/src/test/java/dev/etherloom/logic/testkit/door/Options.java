package dev.etherloom.logic.testkit.door;

import dev.etherloom.logic.tcp.CongestionControl;
import dev.etherloom.logic.tcp.TcpStatus;
import dev.etherloom.logic.tcp.TcpTuning;
import dev.etherloom.logic.tcp.TcpTuning.Acknowledging;
import dev.etherloom.logic.tcp.TcpTuning.Buffers;
import dev.etherloom.logic.tcp.TcpTuning.KeepAlive;
import dev.etherloom.logic.testkit.door.Call.Reply;
import io.vavr.control.Option;
import java.time.Duration;

/** getsockopt(2) and setsockopt(2), with the numbers of Linux (socket(7), ip(7), tcp(7)). */
final class Options {
  private static final int IP = 0;
  private static final int SOCKET = 1;
  private static final int TCP = 6;
  private static final int IPV6 = 41;
  private static final int USUAL_MSS = 536;
  private static final int LEAST_BUFFER = 4_608;
  private static final int MOST_BUFFER = 1 << 24;
  private static final int UNLIMITED = Integer.MAX_VALUE;

  /** So many tell of a loss, unless segments came from farther behind (RFC 5681 §3.2). */
  private static final int DUPLICATES = 3;

  private Options() {}

  static Option<Reply> set(DoorSocket socket, int level, int name, String value) {
    boolean known =
        switch (level) {
          case SOCKET -> ofSocket(socket.settings, name, value);
          case IP -> ofIp(socket.settings, name, number(value));
          case IPV6 -> ofIpv6(socket.settings, name, number(value));
          case TCP -> ofTcp(socket.settings, name, value);
          default -> false;
        };
    return known ? Reply.done() : Reply.err(Errno.ENOPROTOOPT);
  }

  private static int number(String value) {
    return value.matches("-?\\d{1,10}") ? (int) Long.parseLong(value) : 0;
  }

  private static boolean ofSocket(Settings to, int name, String value) {
    switch (name) {
      case 2 -> to.reuseAddress = number(value) != 0;
      case 7, 32 -> to.sendBuffer = Math.max(LEAST_BUFFER, 2 * number(value));
      case 8, 33 -> {
        to.receiveBuffer = Math.max(LEAST_BUFFER / 2, 2 * Math.min(number(value), MOST_BUFFER));
        to.tuning = to.tuning.with(new Buffers(Option.some(to.receiveBuffer / 2)));
      }
      case 9 ->
          to.tuning =
              to.tuning.withKeepAlive(
                  number(value) != 0 ? Option.some(to.keepAlive) : Option.none());
      case 13 -> to.linger = linger(value.split(" ", -1));
      case 1, 5, 6, 10, 12, 15, 20, 21, 36 -> {} // what makes no difference here
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Option<Duration> linger(String... words) {
    return words.length == 2 && number(words[0]) != 0
        ? Option.some(Duration.ofSeconds(number(words[1])))
        : Option.none();
  }

  private static boolean ofIp(Settings to, int name, int value) {
    switch (name) {
      case 1 -> to.tuning = to.tuning.withTrafficClass(value & 0xfc);
      case 2 -> to.tuning = to.tuning.withHopLimit(value < 0 ? 64 : value);
      case 10, 11, 15 -> {} // path MTU discovery, errors, addresses that are no one's
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean ofIpv6(Settings to, int name, int value) {
    return switch (name) {
      case 16 -> ofIp(to, 2, value); // hop limit
      case 67 -> ofIp(to, 1, value); // traffic class
      case 23, 25, 26 -> true; // path MTU discovery, errors, IPv4 beside it
      default -> false;
    };
  }

  private static boolean ofTcp(Settings to, int name, String text) {
    int value = number(text);
    switch (name) {
      case 1 -> to.tuning = to.tuning.withNagle(value == 0);
      case 2 -> to.tuning = to.tuning.with(to.tuning.offering().withMss(value));
      case 3 -> to.tuning = to.tuning.withCork(value != 0);
      case 4, 5, 6 -> keepAlive(to, name, value);
      case 12 ->
          to.tuning = to.tuning.with(value != 0 ? Acknowledging.AT_ONCE : Acknowledging.DELAYED);
      case 13 -> congestion(to, text);
      case 18 -> {
        var usual = TcpTuning.DEFAULT.userTimeout();
        to.userTimeout = value;
        to.tuning = to.tuning.withUserTimeout(value == 0 ? usual : Duration.ofMillis(value));
      }
      case 25 -> to.unsent = value;
      case 7, 8, 9, 10, 24 -> {} // what makes no difference here
      default -> {
        return false;
      }
    }
    return true;
  }

  /** One of another name is as good as the usual one. */
  static void congestion(Settings to, String name) {
    to.congestion = name;
    to.tuning = to.tuning.with(CongestionControl.named(name).getOrElse(CongestionControl.CUBIC));
  }

  static void keepAlive(Settings to, int name, int value) {
    var span = Duration.ofSeconds(value);
    var at = to.keepAlive;
    to.keepAlive =
        switch (name) {
          case 4 -> new KeepAlive(span, at.interval(), at.probes());
          case 5 -> new KeepAlive(at.idle(), span, at.probes());
          default -> new KeepAlive(at.idle(), at.interval(), value);
        };
    to.tuning = to.tuning.withKeepAlive(to.tuning.keepAlive().map(_ -> to.keepAlive));
  }

  static Option<Reply> get(DoorSocket socket, Option<TcpStatus> status, int level, int name) {
    return switch (level) {
      case SOCKET -> getSocket(socket, name);
      case IP -> getIp(socket.settings, name);
      case IPV6 -> getIp(socket.settings, name == 16 ? 2 : name == 67 ? 1 : 0);
      case TCP -> getTcp(socket, status, name);
      default -> Reply.err(Errno.ENOPROTOOPT);
    };
  }

  private static Option<Reply> getSocket(DoorSocket socket, int name) {
    var settings = socket.settings;
    return switch (name) {
      case 2 -> flag(settings.reuseAddress);
      case 3 -> Reply.ok(1); // SOCK_STREAM
      case 4 -> Reply.ok(socket.takeError());
      case 7, 32 -> Reply.ok(settings.sendBuffer);
      case 8, 33 -> Reply.ok(settings.receiveBuffer);
      case 9 -> flag(settings.tuning.keepAlive().isDefined());
      case 13 ->
          Reply.ok(
              (settings.linger.isDefined() ? 1 : 0)
                  + " "
                  + settings.linger.map(Duration::toSeconds).getOrElse(0L));
      case 30 -> flag(socket.stage == DoorSocket.Stage.LISTENING);
      default -> Reply.err(Errno.ENOPROTOOPT);
    };
  }

  private static Option<Reply> flag(boolean on) {
    return Reply.ok(on ? 1 : 0);
  }

  private static Option<Reply> getIp(Settings settings, int name) {
    return switch (name) {
      case 1 -> Reply.ok(settings.tuning.trafficClass());
      case 2 -> Reply.ok(settings.tuning.hopLimit());
      default -> Reply.err(Errno.ENOPROTOOPT);
    };
  }

  private static Option<Reply> getTcp(DoorSocket socket, Option<TcpStatus> status, int name) {
    var settings = socket.settings;
    return switch (name) {
      case 1 -> flag(!settings.tuning.sending().nagle());
      case 2 -> Reply.ok(mss(settings, status));
      case 3 -> flag(settings.tuning.sending().corked());
      case 4 -> Reply.ok(settings.keepAlive.idle().toSeconds());
      case 5 -> Reply.ok(settings.keepAlive.interval().toSeconds());
      case 6 -> Reply.ok(settings.keepAlive.probes());
      case 11 ->
          Reply.ok(
              status
                  .map(it -> info(settings, it))
                  .getOrElse("state=" + (socket.stage == DoorSocket.Stage.LISTENING ? 10 : 7)));
      case 12 -> flag(settings.tuning.acknowledging() != Acknowledging.DELAYED);
      case 13 -> Reply.ok(settings.congestion);
      case 18 -> Reply.ok(settings.userTimeout);
      case 25 -> Reply.ok(settings.unsent);
      default -> Reply.err(Errno.ENOPROTOOPT);
    };
  }

  private static int mss(Settings settings, Option<TcpStatus> status) {
    int wanted = settings.tuning.offering().mss().getOrElse(USUAL_MSS);
    return status.map(it -> it.flight().segment()).filter(it -> it > 0).getOrElse(wanted);
  }

  /** TCP_INFO: times in µs, windows in segments; behind what the door promises, some more. */
  private static String info(Settings settings, TcpStatus status) {
    var timer = status.timer();
    var flight = status.flight();
    int segment = Math.max(1, flight.segment());
    int usual = VirtualHost.mss(status.peer().self());
    int threshold = flight.threshold() >= 1 << 30 ? UNLIMITED : flight.threshold() / segment;
    return "state=%d rto=%d cwnd=%d ssthresh=%d unacked=%d sacked=%d lost=%d retrans=%d"
            .formatted(
                number(status.state()),
                micros(timer.timeout()),
                flight.window() / segment,
                threshold,
                flight.unacknowledged(),
                flight.sacked(),
                flight.lost(),
                flight.resent())
        + " rtt=%d rttvar=%d ca_state=%d snd_mss=%d advmss=%d retransmits=%d reordering=%d"
            .formatted(
                micros(timer.roundTrip()),
                micros(timer.variation()),
                number(status.course()),
                segment,
                settings.tuning.offering().mss().getOrElse(usual),
                timer.attempts(),
                Math.max(DUPLICATES, Math.ceilDiv(status.late(), segment)))
        + " notsent_bytes=%d snd_wnd=%d rcv_wnd=%d"
            .formatted(
                status.queues().unsent(),
                status.queues().sendWindow(),
                status.queues().receiveWindow());
  }

  private static long micros(Duration span) {
    return span.toNanos() / 1_000;
  }

  private static int number(TcpStatus.Course course) {
    return switch (course) {
      case STEADY -> 0;
      case DOUBTFUL -> 1;
      case SLOWING -> 2;
      case REPAIRING -> 3;
      case TIMED_OUT -> 4;
    };
  }

  private static int number(TcpStatus.State state) {
    return switch (state) {
      case ESTABLISHED -> 1;
      case SYN_SENT -> 2;
      case SYN_RECEIVED -> 3;
      case FIN_WAIT_1 -> 4;
      case FIN_WAIT_2 -> 5;
      case TIME_WAIT -> 6;
      case CLOSE_WAIT -> 8;
      case LAST_ACK -> 9;
      case CLOSING -> 11;
    };
  }
}
