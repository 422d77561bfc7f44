package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fragments of IP packets until the packet is whole. A stranger chooses what is kept: so it is at
 * most {@value #MAX_PACKETS} packets of 64 KiB, the oldest forgotten first.
 */
final class Fragments {
  static final int MAX_PACKETS = 256;
  static final Slice INCOMPLETE = Slice.EMPTY;
  private static final int UNIT = 8;
  private static final int LONGEST = 0x1_0000;

  /** What the fragments of one packet have in common: addresses, identification, protocol. */
  record Key(Slice addresses, long identification, int protocol) {}

  /**
   * What is there of one packet.
   *
   * @param units which runs of eight octets came
   * @param end octets of the whole, -1 while unknown
   */
  private record Packet(ByteBuffer octets, BitSet units, int end) {
    private boolean isWhole() {
      return end >= 0 && units.nextClearBit(0) * UNIT >= end;
    }
  }

  private final Map<Key, Packet> packets =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Packet> eldest) {
          return size() > MAX_PACKETS;
        }
      };

  /**
   * Takes a fragment; a later one overwrites what an earlier one said.
   *
   * @param offset octets before it
   * @return the whole payload once it is whole, {@link #INCOMPLETE} until then
   */
  Slice add(Key key, int offset, boolean more, Slice octets) {
    int end = offset + octets.length();
    if (octets.isEmpty() || end > LONGEST || (more && octets.length() % UNIT != 0)) {
      return INCOMPLETE;
    }
    var before = packets.get(key);
    var room =
        before == null
            ? ByteBuffer.allocate(end)
            : before.octets.capacity() >= end ? before.octets : grown(before.octets, end);
    var units = before == null ? new BitSet() : before.units;
    octets.copyTo(room, offset);
    units.set(offset / UNIT, (end + UNIT - 1) / UNIT);
    int known = before == null ? -1 : before.end;
    var after = new Packet(room, units, more ? known : end);
    if (after.isWhole()) {
      var _ = packets.remove(key);
      return Slice.owning(room.array()).first(after.end);
    }
    var _ = packets.put(key, after);
    return INCOMPLETE;
  }

  private static ByteBuffer grown(ByteBuffer octets, int needed) {
    int size = Math.min(LONGEST, Math.max(needed, 2 * octets.capacity()));
    return ByteBuffer.allocate(size).put(0, octets, 0, octets.capacity());
  }
}
