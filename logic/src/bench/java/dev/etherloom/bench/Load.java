package dev.etherloom.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.HdrHistogram.Histogram;

/**
 * {@code Load HOST PORT CONNECTIONS}: asks for a page again and again over kept connections, by one
 * thread that never sleeps while it measures. Orders come on stdin, a line of answer for each:
 *
 * <ul>
 *   <li>{@code most SECONDS}: the next request as soon as an answer is there; {@code rate R …}
 *   <li>{@code offer RATE SECONDS}: requests at a fixed rate, whether answers come or not. Each has
 *       the time at which it was meant to go, and its latency counts from then on, even where it
 *       had to wait for a free connection: what is slow does not hide what would have come
 *       meanwhile. Who is not served in the end counts with the time that it has waited.
 * </ul>
 *
 * An answer is {@code offered R rate R p50 US p99 US p999 US max US}.
 */
public final class Load {
  private static final long LONGEST = 60_000_000_000L;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Selector selector = Selector.open();
  private final ArrayDeque<Connection> free = new ArrayDeque<>();
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(REQUEST.length).put(REQUEST).flip();
  private final int connections;
  private Histogram latencies = new Histogram(LONGEST, 3);
  private int length;
  private int busy;

  /** One connection, and when the request under way was meant to go. */
  private static final class Connection {
    final SocketChannel channel;
    long meant;
    int missing;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private Load(InetSocketAddress to, int connections) throws IOException {
    this.connections = connections;
    for (int i = 0; i < connections; i++) {
      var channel = SocketChannel.open(to);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (i == 0) {
        length = firstAnswer(channel);
      }
      channel.configureBlocking(false);
      var connection = new Connection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      free.add(connection);
    }
  }

  public static void main(String[] arguments) throws IOException {
    var to = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
    var load = new Load(to, Integer.parseInt(arguments[2]));
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (var line = orders.readLine(); line != null; line = orders.readLine()) {
      var words = line.split(" ", -1);
      double seconds = Double.parseDouble(words[words.length - 1]);
      System.out.println(load.run(words[0].equals("offer") ? Double.parseDouble(words[1]) : 0, seconds));
    }
  }

  /** How long answers are, head and body; all are equally long. */
  private int firstAnswer(SocketChannel channel) throws IOException {
    channel.write(outgoing.duplicate());
    var text = new StringBuilder();
    while (true) {
      incoming.clear();
      if (channel.read(incoming) < 0) {
        throw new IOException("closed: " + text);
      }
      text.append(StandardCharsets.ISO_8859_1.decode(incoming.flip()));
      int body = text.indexOf("\r\n\r\n") + 4;
      if (body >= 4) {
        var head = text.substring(0, body).toLowerCase(java.util.Locale.ROOT);
        int at = head.indexOf("content-length:") + "content-length:".length();
        int whole = body + Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
        if (text.length() >= whole) {
          return whole;
        }
      }
    }
  }

  /** Without a rate, as many as can be. */
  private String run(double rate, double seconds) throws IOException {
    latencies = new Histogram(LONGEST, 3);
    long begun = System.nanoTime();
    long end = begun + (long) (seconds * 1e9);
    long sent = 0;
    for (long now = begun; now < end; now = System.nanoTime()) {
      long due = rate > 0 ? 1 + (long) ((now - begun) * 1e-9 * rate) : Long.MAX_VALUE;
      while (sent < due && !free.isEmpty()) {
        ask(rate > 0 ? begun + (long) (sent / rate * 1e9) : now);
        sent++;
      }
      take();
    }
    long answered = latencies.getTotalCount();
    drain();
    long offered = (long) (seconds * rate);
    for (; rate > 0 && sent < offered; sent++) {
      latencies.recordValue(Math.min(LONGEST, end - (begun + (long) (sent / rate * 1e9))));
    }
    return "offered %.0f rate %.0f p50 %.1f p99 %.1f p999 %.1f max %.1f"
        .formatted(rate, answered / seconds, at(50), at(99), at(99.9), at(100));
  }

  private double at(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e3;
  }

  private void ask(long meant) throws IOException {
    var connection = free.poll();
    connection.meant = meant;
    connection.missing = length;
    busy++;
    if (connection.channel.write(outgoing.duplicate()) != REQUEST.length) {
      throw new IOException("a request went out in part");
    }
  }

  private void take() throws IOException {
    selector.selectNow(
        key -> {
          try {
            read((Connection) key.attachment());
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private void read(Connection connection) throws IOException {
    incoming.clear();
    int count = connection.channel.read(incoming);
    if (count < 0) {
      throw new IOException("the server closed a connection");
    }
    connection.missing -= count;
    if (connection.missing == 0 && count > 0) {
      latencies.recordValue(Math.clamp(System.nanoTime() - connection.meant, 0, LONGEST));
      free.add(connection);
      busy--;
    }
  }

  /** Waits for the answers to what is under way. */
  private void drain() throws IOException {
    long end = System.nanoTime() + 5_000_000_000L;
    while (busy > 0 && System.nanoTime() < end) {
      take();
    }
    if (busy > 0) {
      throw new IOException(busy + " of " + connections + " requests were never answered");
    }
  }
}
