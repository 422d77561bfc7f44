package dev.etherloom.logic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ethernet.EthernetFrame;
import dev.etherloom.logic.ip.IpProtocol;
import dev.etherloom.logic.ip.Ipv4Header;
import dev.etherloom.logic.ip.Ipv4Header.Fragment;
import dev.etherloom.logic.ip.Ipv6Header;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.SeqNum;
import dev.etherloom.logic.tcp.Flags;
import dev.etherloom.logic.tcp.TcpHeader;
import dev.etherloom.logic.tcp.TcpOptions;
import dev.etherloom.logic.tcp.TcpSegment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dialogues over the door's own socket. */
class PacketdrillDoorTest {
  private static final Ipv4Address SELF = new Ipv4Address(0xc0a8_0001);
  private static final Ipv4Address OTHER = new Ipv4Address(0xc000_0201);
  private static final int PORT = 8080;
  private static final Flags ACK = Flags.ACK;
  private static final Flags PSH_ACK = Flags.PSH.with(ACK);

  private PacketdrillDoor door;
  private SocketChannel channel;
  private BufferedReader in;
  private PrintWriter out;
  private int tag;

  /** What the peer sends and expects next, and the port of ours that it talks to. */
  private SeqNum seq = new SeqNum(1000);

  private SeqNum ack = new SeqNum(0);
  private int port = PORT;
  private int remote = 4000;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    var path = folder.resolve("door.sock");
    door = new PacketdrillDoor(path);
    var _ = Thread.ofVirtual().start(this::serve);
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    assertTrue(channel.connect(UnixDomainSocketAddress.of(path)));
    in = new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII));
    out = new PrintWriter(Channels.newWriter(channel, StandardCharsets.US_ASCII), true);
  }

  private void serve() {
    try {
      door.serve();
    } catch (IOException closed) {
      // the test is over
    }
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
    door.close();
  }

  /** Sends a request that may have to wait; its tag. */
  private int call(String request) {
    out.println(++tag + " " + request);
    return tag;
  }

  private String answer(int which) throws IOException {
    var line = in.readLine();
    assertTrue(line.startsWith(which + " "), line);
    return line.substring(line.indexOf(' ') + 1);
  }

  private String ask(String request) throws IOException {
    return answer(call(request));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String segment(Flags flags, String text) {
    var header = new TcpHeader(remote, port, seq, ack, flags, 60_000, 0, TcpOptions.NONE);
    var pseudo =
        Stacks.packet(OTHER, SELF, IpProtocol.TCP, Fragment.WHOLE, Slice.EMPTY).pseudoHeader();
    var segment = new TcpSegment(header, Slice.utf8(text), pseudo);
    seq = seq.plus(segment.size());
    var packet = Stacks.packet(OTHER, SELF, IpProtocol.TCP, Fragment.WHOLE, segment);
    return "frame " + HexFormat.of().formatHex(Stacks.ipFrame(1, 2, packet).toBytes());
  }

  private void comes(Flags flags, String text) throws IOException {
    assertEquals("OK", ask(segment(flags, text)));
  }

  /** What leaves next, within a second; it is acknowledged by all that comes from now on. */
  @CanIgnoreReturnValue
  private TcpSegment goesOut(Flags flags) throws IOException {
    var words = ask("take 1000000").split(" ", -1);
    assertEquals("OK", words[0]);
    var frame = EthernetFrame.decode(Slice.hex(words[2])).get();
    assertEquals(new MacAddress(0x0200_0000_0001L), frame.header().destination());
    var packet = Ipv4Header.decode(frame.payload()).get();
    var segment = TcpSegment.decode(packet.payload(), packet.pseudoHeader()).get();
    assertEquals(flags, segment.header().flags());
    ack = segment.seq().plus(segment.size());
    return segment;
  }

  private void listening() throws IOException {
    assertEquals("OK 3", ask("socket"));
    assertEquals("OK", ask("bind 3 192.168.0.1 " + PORT));
    assertEquals("OK", ask("listen 3 5"));
  }

  /** A connection that the other opened is socket 4. */
  private void accepted() throws IOException {
    listening();
    int waiting = call("accept 3");
    comes(Flags.SYN, "");
    goesOut(Flags.SYN.with(ACK));
    int last = call(segment(ACK, ""));
    assertEquals("OK 4 192.0.2.1 4000", answer(waiting));
    assertEquals("OK", answer(last));
  }

  @Test
  @DisplayName("listen, accept, read, write, close; calls that block are answered when done")
  void passive() throws IOException {
    accepted();
    int reading = call("read 4 100");
    int coming = call(segment(PSH_ACK, "hello"));
    assertEquals("OK " + hex("hello"), answer(reading));
    assertEquals("OK", answer(coming));
    goesOut(ACK);
    assertEquals("OK 3", ask("write 4 " + hex("yes")));
    assertEquals("yes", goesOut(PSH_ACK).text().text());
    comes(Flags.FIN.with(ACK), "");
    goesOut(ACK);
    assertEquals("OK", ask("read 4 100"));
    assertEquals("OK", ask("close 4"));
    goesOut(Flags.FIN.with(ACK));
    comes(ACK, "");
    assertEquals("ERR 9", ask("read 4 1"));
    assertEquals("ERR 110", ask("take 100000"));
    assertEquals("OK 1100000", ask("now"));
  }

  @Test
  @DisplayName("a listener that is not accepted from takes one connection more than its backlog")
  void backlog() throws IOException {
    listening();
    assertEquals("OK", ask("listen 3 0"));
    comes(Flags.SYN, "");
    goesOut(Flags.SYN.with(ACK));
    comes(ACK, "");
    seq = new SeqNum(5000);
    remote = 4001;
    comes(Flags.SYN, "");
    assertEquals("ERR 110", ask("take 1000"));
    assertEquals("OK 4 192.0.2.1 4000", ask("accept 3"));
    seq = new SeqNum(5000);
    comes(Flags.SYN, "");
    goesOut(Flags.SYN.with(ACK));
  }

  @Test
  @DisplayName("who is refused gets ECONNREFUSED")
  void refused() throws IOException {
    assertEquals("OK 3", ask("socket"));
    int connecting = call("connect 3 192.0.2.1 4000");
    port = goesOut(Flags.SYN).header().sourcePort();
    int reset = call(segment(Flags.RST.with(ACK), ""));
    assertEquals("ERR 111", answer(connecting));
    assertEquals("OK", answer(reset));
  }

  @Test
  @DisplayName("poll tells what would not block, at once or when the time is over")
  void poll() throws IOException {
    accepted();
    assertEquals("OK 4", ask("poll 4 5 0"));
    int waiting = call("poll 4 1 500");
    assertEquals("OK", ask("sleep 499999"));
    int sleeping = call("sleep 1");
    assertEquals("OK 0", answer(waiting));
    assertEquals("OK", answer(sleeping));
    comes(PSH_ACK, "x");
    assertEquals("OK 5", ask("poll 4 5 0"));
  }

  @Test
  @DisplayName("a socket that must not block says EAGAIN or EINPROGRESS")
  void nonblocking() throws IOException {
    accepted();
    assertEquals("OK", ask("nonblock 3 1"));
    assertEquals("OK", ask("nonblock 4 1"));
    assertEquals("ERR 11", ask("accept 3"));
    assertEquals("ERR 11", ask("read 4 1"));
    assertEquals("OK 5", ask("socket"));
    assertEquals("OK", ask("nonblock 5 1"));
    assertEquals("ERR 115", ask("connect 5 192.0.2.1 81"));
    assertEquals("ERR 114", ask("connect 5 192.0.2.1 81"));
  }

  @Test
  @DisplayName("TCP_INFO and other options, with Linux's numbers")
  void options() throws IOException {
    accepted();
    assertEquals("OK 4", ask("write 4 " + hex("data")));
    var info = ask("getsockopt 4 6 11");
    assertTrue(info.startsWith("OK state=1 rto="), info);
    assertTrue(info.contains(" unacked=1 "), info);
    assertEquals("OK", ask("setsockopt 4 1 13 1 5"));
    assertEquals("OK 1 5", ask("getsockopt 4 1 13"));
    assertEquals("OK", ask("setsockopt 4 6 1 1"));
    assertEquals("OK 1", ask("getsockopt 4 6 1"));
    assertEquals("OK cubic", ask("getsockopt 4 6 13"));
    assertEquals("ERR 92", ask("getsockopt 4 99 1"));
  }

  @Test
  @DisplayName("who does not read shuts the window, and opens it by reading")
  void slowReader() throws IOException {
    accepted();
    var text = "x".repeat(1_000);
    for (int sent = 0; sent < 60; sent++) {
      comes(PSH_ACK, text);
    }
    while (ask("take 0").startsWith("OK")) {}
    comes(PSH_ACK, text);
    int shut = goesOut(ACK).header().window();
    assertTrue(shut < 5_000 || shut > 60_000, "window " + shut);
    var read = ask("read 4 100000");
    assertEquals(3 + 2 * 61_000, read.length());
  }

  @Test
  @DisplayName("a host of IPv6 can speak at once, and asks nobody where its neighbor is")
  void ip6() throws IOException {
    assertEquals("OK", ask("host fd00::1/64 192.168.0.1/16"));
    assertEquals("OK 1000000", ask("now"));
    assertEquals("OK 3", ask("socket"));
    assertEquals("OK", ask("nonblock 3 1"));
    assertEquals("OK", ask("bind 3 fd00::1 81"));
    assertEquals("ERR 115", ask("connect 3 2001:db8::1 80"));
    var words = ask("take 0").split(" ", -1);
    var frame = EthernetFrame.decode(Slice.hex(words[2])).get();
    assertEquals(new MacAddress(0x0200_0000_0001L), frame.header().destination());
    var packet = Ipv6Header.decode(frame.payload()).get();
    assertEquals("fd00::1 2001:db8::1", packet.source() + " " + packet.destination());
    var syn = TcpSegment.decode(packet.payload(), packet.pseudoHeader()).get();
    assertEquals(Flags.SYN, syn.header().flags());
    assertEquals("OK", ask("setsockopt 3 41 16 9"));
    assertEquals("OK 9", ask("getsockopt 3 41 16"));
    assertEquals("OK 4", ask("socket"));
    assertEquals("OK", ask("nonblock 4 1"));
    assertEquals("ERR 115", ask("connect 4 ::ffff:192.0.2.1 80"));
    assertTrue(ask("take 0").contains(" 020000000001020000000002080045"));
  }

  @Test
  @DisplayName(
      "who wants little to wait unsent is told to write only once less than half of it does")
  void unsent() throws IOException {
    accepted();
    assertEquals("OK 0", ask("getsockopt 4 6 25"));
    assertEquals("OK", ask("setsockopt 4 6 25 4000"));
    assertEquals("OK 4000", ask("getsockopt 4 6 25"));
    assertEquals("OK", ask("nonblock 4 1"));
    assertEquals("OK 8000", ask("write 4 " + "78".repeat(8_000)));
    for (int sent = 0; sent < 10; sent++) {
      var words = ask("take 0").split(" ", -1);
      assertEquals("OK", words[0]);
    }
    assertEquals("OK 0", ask("poll 4 4 0"));
    ack = ack.plus(2 * 536);
    comes(ACK, "");
    assertEquals("OK 4", ask("poll 4 4 0"));
    assertEquals("OK", ask("sysctl net.ipv4.tcp_keepalive_time 15"));
    assertEquals("OK 5", ask("socket"));
    assertEquals("OK 15", ask("getsockopt 5 6 4"));
  }

  @Test
  @DisplayName(
      "sysctl names the congestion control of sockets made afterwards; TCP_TIMESTAMP is let be")
  void congestion() throws IOException {
    assertEquals("OK", ask("sysctl net.ipv4.tcp_congestion_control reno"));
    assertEquals("OK 3", ask("socket"));
    assertEquals("OK reno", ask("getsockopt 3 6 13"));
    assertEquals("OK", ask("setsockopt 3 6 24 1"));
    assertEquals("ERR 92", ask("setsockopt 3 6 99 1"));
  }

  @Test
  @DisplayName(
      "TCP_INFO tells what waits unsent, the windows, and from how far behind segments came")
  void reordering() throws IOException {
    accepted();
    assertEquals("OK 5360", ask("write 4 " + "78".repeat(5_360)));
    var info = ask("getsockopt 4 6 11");
    assertTrue(info.contains(" reordering=3 notsent_bytes=0 snd_wnd=60000 rcv_wnd="), info);
  }

  @Test
  @DisplayName("what waits for more goes once something comes, and is not pushed; what is all, is")
  void more() throws IOException {
    accepted();
    assertEquals("OK 2", ask("write 4 " + hex("ab") + " more"));
    assertEquals("ERR 110", ask("take 100000"));
    comes(ACK, "");
    assertEquals("ab", goesOut(ACK).text().text());
    comes(ACK, "");
    assertEquals("OK 1", ask("write 4 " + hex("c") + " more"));
    assertEquals("OK 1", ask("write 4 " + hex("d")));
    assertEquals("cd", goesOut(PSH_ACK).text().text());
  }

  @Test
  @DisplayName("nor is more taken from him than fills what was begun, as much as half the window")
  void enough() throws IOException {
    accepted();
    assertEquals("OK", ask("nonblock 4 1"));
    assertEquals("OK", ask("setsockopt 4 6 25 1"));
    int buffer = 30_000 / 536 * 536; // of the window of 60,000
    assertEquals("OK " + (10 * 536 + buffer), ask("write 4 " + "78".repeat(60_000)));
    assertEquals("ERR 11", ask("write 4 78"));
    assertEquals("OK", ask("setsockopt 4 6 25 1000000"));
    assertEquals("OK 9000", ask("write 4 " + "78".repeat(9_000)));
  }
}
