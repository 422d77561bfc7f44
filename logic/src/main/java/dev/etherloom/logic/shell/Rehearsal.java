package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.FramePair;
import dev.etherloom.frames.io.SendBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * A crowd that asks for a page over connections that it keeps and over such that are closed each
 * time, so that whoever watches the program run sees which classes should be ready from the first
 * frame on. It stands in the binder's place and speaks in octets: nothing of the stack runs on its
 * side.
 */
final class Rehearsal {
  private static final int CLIENT = 0x0a4d_0001;
  private static final int SERVER = 0x0a4d_0002;
  private static final long CLIENT_MAC = 0x0200_0000_0001L;
  private static final long SERVER_MAC = 0x0200_0000_00aaL;
  private static final int FIRST_PORT = 10_000;
  private static final int IP = 14;
  private static final int TCP = IP + 20;
  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int PSH = 0x08;
  private static final int ACK = 0x10;
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: 10.77.0.2\r\n";
  private static final byte[] AGAIN = octets(HEAD + "\r\n");
  private static final byte[] LAST = octets(HEAD + "Connection: close\r\n\r\n");
  private static final byte[] NOTHING = {};

  private final FramePair pair;
  private final ArrayDeque<ByteBuffer> outgoing = new ArrayDeque<>();
  private final Connection[] connections;
  private int open;

  /** One connection of the crowd's: what it says next, what it has heard. */
  private static final class Connection {
    int seq;
    int heard;
    int theirTime;
    int left;
    boolean over;
  }

  /**
   * @param pair the binder's end, whose other end knows this side's addresses
   */
  Rehearsal(FramePair pair, int connections) {
    this.pair = pair;
    this.connections = new Connection[connections];
  }

  /**
   * The whole crowd, so many at a time.
   *
   * @param requests over each connection that is kept; every other one asks once
   */
  void play(int atOnce, int requests) {
    var batch = new SendBatch(new FrameMemory());
    var readable = pair.readable();
    var writable = pair.writable();
    @Var int begun = 0;
    while (begun < connections.length || open > 0) {
      while (begun < connections.length && open < atOnce) {
        begin(begun, begun % 2 == 0 ? requests : 1);
        begun++;
      }
      send(batch);
      var _ = pair.shouldMeet(System.nanoTime(), false); // offers memory to share
      pair.send(batch, writable, 100);
      if (!pair.await(readable, 1_000_000_000)) {
        return; // a frame is lost: what was learned must do
      }
      int count = pair.receive();
      for (int i = 0; i < count; i++) {
        take(ByteBuffer.wrap(pair.received().frame(i)));
      }
    }
  }

  private void begin(int number, int requests) {
    var connection = new Connection();
    connection.seq = number * 65_537;
    connection.left = requests;
    connections[number] = connection;
    open++;
    say(number, SYN, NOTHING);
  }

  private void take(ByteBuffer frame) {
    boolean isTcp = frame.limit() >= TCP + 20 && frame.get(IP + 9) == 6;
    int number = isTcp ? (frame.getShort(TCP + 2) & 0xffff) - FIRST_PORT : -1;
    if (number < 0 || number >= connections.length || connections[number].over) {
      return;
    }
    var connection = connections[number];
    int head = frame.get(TCP + 12) >> 2 & 0x3c;
    int flags = frame.get(TCP + 13);
    int text = (frame.getShort(IP + 2) & 0xffff) - 20 - head;
    connection.heard = frame.getInt(TCP + 4) + text + (flags & FIN) + ((flags & SYN) >> 1);
    connection.theirTime = frame.getInt(TCP + 24 + ((flags & SYN) == 0 ? 0 : 4));
    if ((flags & SYN) != 0) {
      say(number, ACK, NOTHING);
    }
    if ((flags & FIN) != 0) {
      if (number % 4 == 1) {
        say(number, ACK, NOTHING); // as who looks a little later
      }
      say(number, FIN | ACK, NOTHING);
      connection.over = true;
      open--;
    } else if (connection.left > 0 && (text > 0 || (flags & SYN) != 0)) {
      connection.left--;
      say(number, PSH | ACK, connection.left == 0 ? LAST : AGAIN);
    }
  }

  /** One segment, with the options that Linux has on it. */
  private void say(int number, int flags, byte[] text) {
    var connection = connections[number];
    boolean isSyn = (flags & SYN) != 0;
    int head = isSyn ? 40 : 32;
    var frame = ByteBuffer.allocate(TCP + head + text.length);
    frame
        .putLong(SERVER_MAC << 16 | CLIENT_MAC >> 32)
        .putInt((int) CLIENT_MAC)
        .putShort((short) 0x0800);
    frame.putShort((short) 0x4500).putShort((short) (20 + head + text.length)).putInt(0x4000);
    frame.putShort((short) 0x4006).putShort((short) 0).putInt(CLIENT).putInt(SERVER);
    frame.putShort((short) (FIRST_PORT + number)).putShort((short) 80);
    frame.putInt(connection.seq).putInt(connection.heard);
    frame.put((byte) (head << 2)).put((byte) flags).putShort((short) 64_240).putInt(0);
    int time = (int) (System.nanoTime() / 1_000_000);
    if (isSyn) {
      frame.putInt(0x0204_05b4).putInt(0x0402_080a).putInt(time).putInt(0).putInt(0x0103_0307);
    } else {
      frame.putInt(0x0101_080a).putInt(time).putInt(connection.theirTime);
    }
    frame.put(text);
    frame.putShort(IP + 10, (short) ~sum(frame, IP, TCP, 0));
    int pseudoHeader = sum(frame, IP + 12, TCP, 6 + head + text.length);
    frame.putShort(TCP + 16, (short) ~sum(frame, TCP, frame.limit(), pseudoHeader));
    connection.seq += text.length + (flags & FIN) + ((flags & SYN) >> 1);
    outgoing.add(frame);
  }

  /** RFC 1071, the plain way. */
  private static int sum(ByteBuffer frame, int from, int to, int more) {
    @Var int sum = more;
    for (int i = from; i < to; i++) {
      sum += (frame.get(i) & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return (sum & 0xffff) + (sum >>> 16);
  }

  private void send(SendBatch batch) {
    for (int i = 0; i < FrameMemory.SLOTS && !outgoing.isEmpty(); i++) {
      var frame = outgoing.remove();
      var _ = batch.memory().octets().put(FrameMemory.slot(i), frame, 0, frame.limit());
      batch.add(FrameMemory.slot(i), frame.limit());
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
