package dev.etherloom.logic.testkit.door;

import dev.etherloom.logic.tcp.TcpStatus;
import dev.etherloom.logic.testkit.door.DoorSocket.Stage;
import io.vavr.control.Option;

/** What a socket could do now without blocking. */
record Readiness(DoorSocket socket, Option<TcpStatus> status) {
  private static final int IN = 1;
  private static final int OUT = 4;
  private static final int ERR = 8;
  private static final int HUP = 16;
  private static final int RDHUP = 0x2000;

  /** Whether the peer has finished. */
  boolean isEnded() {
    return socket.finished
        || status.exists(
            it ->
                switch (it.state()) {
                  case CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> true;
                  case SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> false;
                });
  }

  /** Octets that may be read. */
  int readable() {
    return socket.waiting() + status.map(it -> it.queues().toRead()).getOrElse(0);
  }

  /** Octets that wait to be acknowledged. */
  int queued() {
    return status.map(it -> it.queues().toSend()).getOrElse(0);
  }

  /**
   * How many more octets may be given to send at once: no more than fill a buffer where unsent ones
   * are counted, and where enough of them wait (TCP_NOTSENT_LOWAT) only the buffer begun last.
   */
  int room() {
    int most = socket.settings.mostUnsent();
    if (most == Integer.MAX_VALUE) {
      return free();
    }
    int buffer = buffer();
    int begun = unsent() % buffer;
    return unsent() >= most && begun == 0 ? 0 : Math.min(free(), buffer - begun);
  }

  private int free() {
    return Math.max(0, capacity() - queued());
  }

  /** Linux keeps segments together, as many as half the peer's window takes. */
  private int buffer() {
    int segment = Math.max(1, status.map(it -> it.flight().segment()).getOrElse(1));
    int half = status.map(it -> it.queues().sendWindow()).getOrElse(0) / 2;
    return Math.max(segment, half - half % segment);
  }

  private int unsent() {
    return status.map(it -> it.queues().unsent()).getOrElse(0);
  }

  private boolean isWritable() {
    return free() >= capacity() / 3 && 2L * unsent() < socket.settings.mostUnsent();
  }

  /** Of Linux's send buffer so much holds octets, the rest what they are kept in. */
  private int capacity() {
    int octets = (int) (socket.settings.sendBuffer * 3L / 5);
    int segment = status.map(it -> it.flight().segment()).getOrElse(0);
    return segment > 0 ? Math.max(segment, octets - octets % segment) : octets;
  }

  /** What of {@code wanted} holds, as poll(2) numbers it. */
  int events(int wanted) {
    if (socket.stage == Stage.LISTENING) {
      return socket.accepted.isEmpty() ? 0 : wanted & IN;
    }
    boolean fresh = socket.stage == Stage.FRESH;
    boolean gone = fresh || socket.stage == Stage.GONE;
    boolean ended = socket.readShut || (gone && !fresh) || isEnded();
    boolean open = socket.stage == Stage.CONNECTED || gone;
    boolean writable = socket.writeShut || gone || isWritable();
    int happened =
        (ended || readable() > 0 ? IN : 0) | (open && writable ? OUT : 0) | (ended ? RDHUP : 0);
    int unasked = (socket.error != 0 ? ERR : 0) | (gone || (ended && socket.writeShut) ? HUP : 0);
    return (happened & wanted) | unasked;
  }
}
