package dev.etherloom.bench;

import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Packet;
import dev.etherloom.logic.tcp.TcpSegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the pure code costs: a frame in, the state that follows, frames out as octets, nothing of
 * the shell. The state is carried on from one to the next. Nanoseconds for each operation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn64m", "-XX:+UseCompactObjectHeaders"})
public class StepBenchmark {
  private static final int ANSWER = 360;
  private static final int WEB = 80;
  private static final int ECHO = 7;
  private static final Slice REQUEST = Slice.utf8("GET / HTTP/1.1\r\nHost: 10.77.0.2\r\n\r\n");

  private final Peer peer = new Peer();
  private final Slice ping = peer.echo();
  private final Slice stray = peer.datagram(9);
  private final Slice request = peer.segment(40_000, WEB, Peer.ACK | Peer.PUSH, 1, 1, REQUEST);
  private final TcpSegment decoded = decodedRequest();
  private final Writer writer = Writer.allocate(2_000);
  private int opened;
  private int kept;
  private int acknowledged;
  private long asked;
  private long answered;

  /** Opens the connection that is kept. */
  @Setup(Level.Iteration)
  public void open() {
    int port = 1_024 + (opened++ % 60_000);
    peer.takes(peer.segment(port, WEB, Peer.SYN, 0, 0, Slice.EMPTY));
    acknowledged = peer.sequence() + 1;
    peer.takes(peer.segment(port, WEB, Peer.ACK, 1, acknowledged, Slice.EMPTY));
    kept = port;
    asked = 0;
    answered = 0;
  }

  /** Whether nearly all were answered at once. */
  @TearDown(Level.Iteration)
  public void count() {
    if (answered < 0.99 * ANSWER * asked) {
      throw new IllegalStateException(answered + " octets for " + asked + " requests");
    }
  }

  /** A request for a page of 360 octets on a connection that is kept, which acknowledges the answer before. */
  @Benchmark
  public void request() {
    int seq = 1 + (int) (asked++ * REQUEST.length());
    peer.takes(peer.segment(kept, WEB, Peer.ACK | Peer.PUSH, seq, acknowledged, REQUEST));
    acknowledged += peer.text();
    answered += peer.text();
  }

  /** A connection: handshake, end, four frames in and three out; with what its frames cost. */
  @Benchmark
  public void openAndClose() {
    int port = 1_024 + (opened++ % 60_000);
    peer.takes(peer.segment(port, ECHO, Peer.SYN, opened, 0, Slice.EMPTY));
    int ack = peer.sequence() + 1;
    peer.takes(peer.segment(port, ECHO, Peer.ACK, opened + 1, ack, Slice.EMPTY));
    if (peer.takes(peer.segment(port, ECHO, Peer.ACK | Peer.FIN, opened + 1, ack, Slice.EMPTY)) < 54) {
      throw new IllegalStateException("no end");
    }
    peer.takes(peer.segment(port, ECHO, Peer.ACK, opened + 2, ack + 1, Slice.EMPTY));
  }

  /** Four frames by themselves, which are no part of the stack: what their making costs. */
  @Benchmark
  public void framesOfOpenAndClose(Blackhole hole) {
    for (int i = 0; i < 4; i++) {
      hole.consume(peer.segment(40_000, ECHO, Peer.ACK, i, i, Slice.EMPTY));
    }
  }

  /** An ICMP echo of 56 octets. */
  @Benchmark
  public int echo() {
    return peer.takes(ping);
  }

  /** A datagram that nobody wants; most are only counted, as errors are limited. */
  @Benchmark
  public int strayDatagram() {
    return peer.takes(stray);
  }

  private TcpSegment decodedRequest() {
    var packet = Ipv4Header.decode(EthernetFrame.decode(request).get().payload()).get();
    return TcpSegment.decode(packet.payload(), packet.pseudoHeader()).get();
  }

  /** From the octets of a request to its segment, all checksums verified. */
  @Benchmark
  public Object decode() {
    Ipv4Packet packet = Ipv4Header.decode(EthernetFrame.decode(request).get().payload()).get();
    return TcpSegment.decode(packet.payload(), packet.pseudoHeader());
  }

  /** From that segment to its octets. */
  @Benchmark
  public int emit() {
    decoded.emit(writer.restart(0));
    return writer.length();
  }
}
