package dev.etherloom.binder.link;

import dev.etherloom.frames.io.FrameMemory;
import dev.etherloom.frames.io.SendBatch;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Cuts a TCP super-frame into segments where no kernel or device does: headers repeated, sequence
 * numbers and identifications counted on, FIN and PSH on the last only, CWR on the first only,
 * checksums made anew. The segments are written into memory of its own, up to a batch at a time.
 */
final class Segmentation {
  private static final int FIN_AND_PSH = 0x09;
  private static final int CWR = 0x80;
  private static final int SEQUENCE = 4;
  private static final int FLAGS = 13;
  private static final int IDENTIFICATION = 4;
  private static final int TCP = 6;

  private final FrameMemory memory = new FrameMemory();
  private final SendBatch segments = new SendBatch(memory);
  private final byte[] copy = new byte[FrameMemory.MAX_FRAME];

  FrameMemory memory() {
    return memory;
  }

  /**
   * Cuts the frame at {@code start} into segments with at most {@code size} octets of payload.
   *
   * @param send is given each batch, and has to send and clear it
   */
  void cut(
      ByteBuffer octets, int start, int length, TcpShape tcp, int size, Consumer<SendBatch> send) {
    int payload = length - tcp.headers();
    for (int at = 0; at < payload; at += size) {
      int number = at / size;
      int part = Math.min(size, payload - at);
      int slot = FrameMemory.slot(segments.count());
      copy(octets, start, slot, 0, tcp.headers());
      copy(octets, start + tcp.headers() + at, slot, tcp.headers(), part);
      VnetHeader.clear(memory.octets(), slot);
      header(slot, tcp, at, number, at + part == payload, tcp.headers() + part);
      segments.add(slot, tcp.headers() + part);
      if (segments.isFull()) {
        send.accept(segments);
      }
    }
    if (segments.count() > 0) {
      send.accept(segments);
    }
  }

  private void copy(ByteBuffer octets, int from, int slot, int at, int size) {
    octets.get(from, copy, 0, size);
    memory.octets().put(slot + at, copy, 0, size);
  }

  private void header(int slot, TcpShape tcp, int at, int number, boolean last, int length) {
    var octets = memory.octets();
    int ip = slot + tcp.ip();
    int segment = slot + tcp.tcp();
    if (tcp.isIpv4()) {
      octets.putShort(ip + 2, (short) (length - tcp.ip()));
      octets.putShort(ip + IDENTIFICATION, (short) (octets.getShort(ip + IDENTIFICATION) + number));
      octets.putShort(ip + 10, (short) 0);
      octets.putShort(ip + 10, (short) ~Checksum.fold(Checksum.sum(memory, ip, segment)));
    } else {
      octets.putShort(ip + 4, (short) (length - tcp.tcp()));
    }
    octets.putInt(segment + SEQUENCE, octets.getInt(segment + SEQUENCE) + at);
    int flags = octets.get(segment + FLAGS) & 0xff;
    octets.put(
        segment + FLAGS, (byte) (flags & ~(last ? 0 : FIN_AND_PSH) & ~(number == 0 ? 0 : CWR)));
    int addresses = tcp.isIpv4() ? ip + 12 : ip + 8;
    int addressLength = tcp.isIpv4() ? 8 : 32;
    long pseudo =
        Checksum.sum(memory, addresses, addresses + addressLength) + TCP + length - tcp.tcp();
    octets.putShort(segment + TcpShape.CHECKSUM, (short) Checksum.fold(pseudo));
    var _ = Checksum.complete(memory, slot, length, tcp.tcp(), TcpShape.CHECKSUM);
  }
}
