package dev.etherloom.bench;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.InternetChecksum;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.http.HttpResponder;
import dev.etherloom.logic.http.Resource;
import dev.etherloom.logic.http.Site;
import dev.etherloom.logic.net.InterfaceAddress;
import dev.etherloom.logic.net.MonotonicTime;
import dev.etherloom.logic.net.Secret;
import dev.etherloom.logic.net.Vlan;
import dev.etherloom.logic.responder.echo.TcpEchoResponder;
import dev.etherloom.logic.stack.Effect;
import dev.etherloom.logic.stack.Host;
import dev.etherloom.logic.stack.HostConfig;
import dev.etherloom.logic.stack.Input;
import dev.etherloom.logic.stack.StackStep;
import dev.etherloom.logic.stack.State;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.ByteBuffer;

/** A stack with its state and its time, and the frames that a host beside it would send. */
final class Peer {
  static final int SYN = 2;
  static final int ACK = 16;
  static final int FIN = 1;
  static final int PUSH = 8;
  private static final int TCP = 6;
  private static final int IPV4 = 20;
  private static final MacAddress STACK = MacAddress.of("02:00:00:00:00:aa");
  private static final MacAddress SELF = MacAddress.of("02:00:00:00:00:01");
  private static final Slice ADDRESSES = Slice.hex("0a4d0001 0a4d0002");
  private static final Slice AGREED = Slice.hex("020405b4 0402080a"); // MSS, SACK, timestamps
  private static final Slice SCALED = Slice.hex("01030307");
  private static final Slice ALIGNED = Slice.hex("0101080a");
  private static final long TICK = 10_000;
  private static final long MILLISECOND = 1_000_000;

  private final Writer writer = Writer.allocate(2_000);
  private final ByteBuffer out = ByteBuffer.allocate(1 << 17);
  private final Writer emitted = Writer.into(out);
  private State state;
  private int sequence;
  private int stamp;
  private int text;
  private long now = 1_000_000_000_000L;

  /** A host that has an echo service and a page of 360 octets, and knows this peer. */
  Peer() {
    var page = Resource.of(Slice.owning(new byte[360]), "text/html", Option.none());
    var site = Site.of(TreeMap.of("/index.html", page), TreeSet.empty());
    var config =
        new HostConfig(
            "host", STACK, Vlan.UNTAGGED, Vector.of(InterfaceAddress.of("10.77.0.2/24")),
            Vector.empty(), 1500, false, new Secret(1, 2));
    var services = Vector.of(new HttpResponder().with(site), new TcpEchoResponder());
    state =
        State.of(
            Vector.of(
                Host.of(config, new HostConfig.Responders(Vector.empty(), Vector.empty(), Vector.narrow(services)))));
    step(new Input.Wake());
    var question =
        start(0x0806, MacAddress.BROADCAST)
            .put(Slice.hex("0001080006040001 020000000001 0a4d0001 000000000000 0a4d0002"));
    takes(question.written());
  }

  private void step(Input input) {
    now += TICK;
    emitted.restart(0);
    text = 0;
    var step = StackStep.step(state, input, new MonotonicTime(now));
    state = step.state();
    for (var effect : step.effects()) {
      if (effect instanceof Effect.Transmit frame) {
        int at = emitted.position();
        frame.emit(emitted);
        note(at);
      }
    }
  }

  /** Of a segment that was sent: its number, its timestamp, and how much it carries. */
  private void note(int at) {
    if (out.getShort(at + 12) == 0x0800 && out.get(at + 23) == TCP) {
      sequence = out.getInt(at + 38);
      stamp = out.getInt(at + ((out.get(at + 47) & 2) != 0 ? 62 : 58)); // in a SYN behind two more
      text += out.getShort(at + 16) - 20 - ((out.get(at + 46) & 0xf0) >> 2);
    }
  }

  /** The stack takes a frame, ten microseconds after the one before; how long what it sent is. */
  int takes(Slice frame) {
    var due = state.nextDeadline();
    if (due.isDefined() && new MonotonicTime(now).reached(due.get())) {
      step(new Input.Wake());
    }
    step(new Input.Received(frame, new MonotonicTime(now)));
    return emitted.length();
  }

  /** The sequence number of the segment that the stack sent last. */
  int sequence() {
    return sequence;
  }

  /** How many octets the segments carried that the last frame led to. */
  int text() {
    return text;
  }

  private Writer start(int etherType, MacAddress to) {
    to.emit(writer.restart(0));
    SELF.emit(writer);
    return writer.u16(etherType);
  }

  private Writer packet(int protocol, int length) {
    int at = start(0x0800, STACK).position();
    writer.u16(0x4500).u16(IPV4 + length).u32(0x0001_4000).u8(64).u8(protocol).u16(0).put(ADDRESSES);
    writer.patch16(at + 10, writer.checksumFrom(at).value());
    return writer;
  }

  private static InternetChecksum pseudo(int protocol, int length) {
    return InternetChecksum.of(ADDRESSES).plus(protocol).plus(length);
  }

  /**
   * A segment from {@code port} to {@code service} with the options that clients usually send: in a
   * SYN all that there are to agree on, then timestamps.
   */
  Slice segment(int port, int service, int flags, int seq, int ack, Emit text) {
    boolean syn = (flags & SYN) != 0;
    int header = syn ? 40 : 32;
    int length = header + text.length();
    int at = packet(TCP, length).position();
    writer.u16(port).u16(service).u32(seq).u32(ack).u16(header << 10 | flags).u16(60_000).u32(0);
    writer.put(syn ? AGREED : ALIGNED).u32((int) (now / MILLISECOND)).u32(stamp);
    writer.put(syn ? SCALED : Slice.EMPTY).put(text);
    writer.patch16(at + 16, writer.checksumFrom(at).plus(pseudo(TCP, length)).value());
    return writer.written();
  }

  /** A datagram of 56 octets to a port. */
  Slice datagram(int port) {
    int at = packet(17, 64).position();
    writer.u16(40_000).u16(port).u16(64).u16(0).zeros(56);
    writer.patch16(at + 6, writer.checksumFrom(at).plus(pseudo(17, 64)).value());
    return writer.written();
  }

  /** An echo request with 56 octets. */
  Slice echo() {
    int at = packet(1, 64).position();
    writer.u32(0x0800_0000L).u32(0x0001_0001L).zeros(56);
    writer.patch16(at + 2, writer.checksumFrom(at).value());
    return writer.written();
  }
}
