package dev.etherloom.logic.testkit;

import dev.etherloom.logic.testkit.door.Door;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A door for packetdrill and the like: each connection to a UNIX stream socket gets a host of its
 * own in virtual time (µs, from 1,000,000 on), which is reached by frames on one side and by socket
 * calls on the other.
 *
 * <p>A request is a line {@code TAG OP ARGS…}, its answer {@code TAG OK …} or {@code TAG ERR
 * errno}, with Linux's numbers; a call that blocks is answered when it is done. Integers are
 * decimal, octets in hex, nothing is no word at all.
 *
 * <ul>
 *   <li>time: {@code now} → µs · {@code sleep µs}
 *   <li>the link: {@code frame HEX} · {@code take µs} → {@code µs HEX}, of what left already or
 *       leaves within that time, else ERR 110. Frames are whole, to 02:00:00:00:00:02; those of the
 *       host go to 02:00:00:00:00:01, which has every address but the host's own: nobody is asked
 *       for one (ARP, neighbor discovery), and the host may use its addresses at once.
 *   <li>sockets: {@code socket} → fd · {@code bind fd IP PORT} · {@code listen fd BACKLOG} · {@code
 *       accept fd} → {@code fd IP PORT} · {@code connect fd IP PORT} · {@code read fd N} → HEX ·
 *       {@code peek fd N} → HEX · {@code write fd HEX [more]} → n · {@code close fd} · {@code
 *       shutdown fd HOW} · {@code nonblock fd 0|1} · {@code poll fd EVENTS [MS]} → events · {@code
 *       ioctl fd REQUEST} → n · {@code getsockname fd} → {@code IP PORT}
 *   <li>options: {@code setsockopt fd LEVEL NAME VALUE} · {@code getsockopt fd LEVEL NAME} → value;
 *       SO_LINGER is {@code on seconds}, TCP_INFO {@code state=1 rto=…}, times in µs
 *   <li>{@code sysctl NAME VALUE}, for sockets made afterwards: tcp_timestamps, tcp_sack,
 *       tcp_window_scaling, tcp_ecn, tcp_rto_initial_ms, tcp_notsent_lowat, tcp_congestion_control,
 *       tcp_keepalive_time, _intvl and _probes, and what FreeBSD calls them, with delayed_ack
 *   <li>{@code reset}: a new host, 192.168.0.1/16 · {@code host IP/LEN…}: a new one with these
 *       addresses, of IPv4 or IPv6; an IPv4 one may everywhere be written ::ffff:1.2.3.4
 * </ul>
 */
public final class PacketdrillDoor implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final Path path;

  public PacketdrillDoor(Path path) throws IOException {
    this.path = path;
    Files.deleteIfExists(path);
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    var _ = listener.bind(UnixDomainSocketAddress.of(path));
  }

  /** Serves who connects, until closed. */
  public void serve() throws IOException {
    while (listener.isOpen()) {
      var channel = listener.accept();
      var _ = Thread.ofVirtual().start(() -> talk(channel));
    }
  }

  private static void talk(SocketChannel channel) {
    try (channel;
        var in = new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII));
        var out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.US_ASCII))) {
      var door = new Door(line -> write(out, line));
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        door.request(line);
        out.flush();
      }
    } catch (IOException gone) {
      // the other side left
    }
  }

  private static void write(BufferedWriter out, String line) {
    try {
      out.write(line);
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(path);
  }

  /** The socket's path is the only argument. */
  public static void main(String... args) throws IOException {
    if (args.length != 1) {
      System.err.println("just door PATH");
      System.exit(2);
    }
    try (var door = new PacketdrillDoor(Path.of(args[0]))) {
      System.out.println("ready: " + args[0]);
      door.serve();
    }
  }
}
