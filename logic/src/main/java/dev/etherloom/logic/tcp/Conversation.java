package dev.etherloom.logic.tcp;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ip.IpEffect;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Vlan;
import io.vavr.control.Option;

/**
 * A connection and who talks over it.
 *
 * @param vlan the link on which its packets go out
 * @param pseudo the sum over the pseudo header, without the length
 * @param session none while a passive one is not established
 * @param stage how much of the connection's course the session was told
 * @param backlog octets that waited to be sent when the session was last told of room
 * @param alarm the deadline for which it stands in the table; may be too early
 */
record Conversation(
    Place place,
    Vlan vlan,
    InternetChecksum pseudo,
    Connection connection,
    Option<TcpSession> session,
    Stage stage,
    int backlog,
    Option<MonotonicTime> alarm) {
  enum Stage {
    WAITING,
    OPENED,
    FINISHED
  }

  static Conversation begin(
      Place place, Vlan vlan, Connection connection, Option<TcpSession> session) {
    var pseudo = place.peer().pseudoHeader();
    return new Conversation(
        place, vlan, pseudo, connection, session, Stage.WAITING, 0, Option.none());
  }

  TcpPeer peer() {
    return place.peer();
  }

  Conversation with(Connection next) {
    return next == connection
        ? this
        : new Conversation(place, vlan, pseudo, next, session, stage, backlog, alarm);
  }

  Conversation with(TcpSession next) {
    return new Conversation(
        place, vlan, pseudo, connection, Option.some(next), stage, backlog, alarm);
  }

  Conversation withoutSession() {
    return new Conversation(place, vlan, pseudo, connection, Option.none(), stage, backlog, alarm);
  }

  Conversation with(Stage next) {
    return new Conversation(place, vlan, pseudo, connection, session, next, backlog, alarm);
  }

  Conversation withBacklog(int octets) {
    return octets == backlog
        ? this
        : new Conversation(place, vlan, pseudo, connection, session, stage, octets, alarm);
  }

  Conversation alarmed(Option<MonotonicTime> next) {
    return next == alarm
        ? this
        : new Conversation(place, vlan, pseudo, connection, session, stage, backlog, next);
  }

  /** When it has to be woken. */
  Option<MonotonicTime> nextDeadline() {
    var own = connection.nextDeadline();
    var users = session.flatMap(TcpSession::nextDeadline);
    if (own.isEmpty() || users.isEmpty()) {
      return own.isEmpty() ? users : own;
    }
    return own.get().isBefore(users.get()) ? own : users;
  }

  /** With a larger buffer where that was wanted, and {@code isAmple} memory is there for it. */
  Conversation widened(boolean isAmple) {
    return connection instanceof Open open && open.watch().filling().wanting()
        ? with(open.widened(isAmple))
        : this;
  }

  /** What it keeps in memory, in octets, roughly. */
  int weight() {
    return connection instanceof Open open ? open.receive().weight() + open.send().queued() : 0;
  }

  /** What of that is out of order. */
  int ahead() {
    return connection instanceof Open open ? open.receive().ahead().weight() : 0;
  }

  private static TcpTuning tuning(Connection connection) {
    return switch (connection) {
      case Connection.SynSent at -> at.pending().tuning();
      case Connection.SynReceived at -> at.pending().tuning();
      case Open at -> at.tuning();
      case Connection.TimeWait at -> at.tuning();
      case Connection.Closed _ -> TcpTuning.DEFAULT;
    };
  }

  /** A segment of it as a packet, sent as its connection stands then. */
  IpEffect.Send packet(Connection speaker, TcpHeader header, Emit payload, boolean marks) {
    var tuning = tuning(speaker);
    boolean whole = !(speaker instanceof Open at) || at.terms().path().whole();
    int cut = speaker instanceof Open at ? at.terms().path().cut() : 0;
    var segment = new TcpSegment(header, payload, pseudo);
    return new IpEffect.Send(
        vlan,
        peer().self(),
        peer().address(),
        IpProtocol.TCP,
        cut > 0 && payload.length() + header.options().length() > cut
            ? new SuperSegment(segment, cut)
            : segment,
        tuning.hopLimit(),
        (tuning.trafficClass() & ~Ecn.MARKED) | (marks ? Ecn.CAPABLE : 0),
        whole,
        Slice.EMPTY);
  }
}
