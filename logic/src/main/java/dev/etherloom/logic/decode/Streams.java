package dev.etherloom.logic.decode;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import dev.etherloom.logic.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What TCP segments left unfinished: DNS messages of which the rest is still to come. Segments
 * count as long as they come in order. A stranger chooses what is kept: so it is one message of 64
 * KiB for each of {@value #MAX_STREAMS} streams, the oldest forgotten first.
 */
final class Streams {
  static final int MAX_STREAMS = 1_024;
  private static final int PREFIX = 2;
  private static final int SHORTEST = 12;

  private record Key(IpAddress source, IpAddress destination, long ports) {}

  /**
   * The beginning of a message.
   *
   * @param next the sequence number of the octet that is expected
   */
  private record Pending(Slice octets, int next) {}

  private final Map<Key, Pending> streams =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Pending> eldest) {
          return size() > MAX_STREAMS;
        }
      };

  /** Walks the messages that this segment completes, and keeps the beginning of another. */
  void dns(IpLayer ip, Slice header, Slice payload, Walk walk) {
    var key = new Key(ip.source(), ip.destination(), header.u32(0));
    int sequence = header.i32(4);
    var before = streams.remove(key);
    var octets =
        before != null && before.next == sequence ? joined(before.octets, payload) : payload;
    @Var int at = 0;
    while (octets.length() - at >= PREFIX + SHORTEST
        && octets.u16(at) >= SHORTEST
        && !walk.isDeep()) {
      int length = octets.u16(at);
      if (octets.length() - at - PREFIX < length) {
        break;
      }
      DnsLayer.walkPrefixed(octets.slice(at + PREFIX, length), walk);
      at += PREFIX + length;
    }
    var rest = octets.from(at);
    boolean more = rest.length() < PREFIX ? !rest.isEmpty() : rest.u16(0) >= SHORTEST;
    if (more && !walk.isDeep()) {
      var _ = streams.put(key, new Pending(rest, sequence + payload.length()));
    } else if (!rest.isEmpty()) {
      var _ = walk.data(new Region(rest, rest.length()));
    }
  }

  private static Slice joined(Slice one, Slice other) {
    return Writer.allocate(one.length() + other.length()).put(one).put(other).written();
  }
}
