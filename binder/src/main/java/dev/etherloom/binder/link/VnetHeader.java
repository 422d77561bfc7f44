package dev.etherloom.binder.link;

import java.nio.ByteBuffer;

/**
 * A struct virtio_net_hdr before a frame (linux/virtio_net.h): what is left to do for it, or what
 * the kernel shall do. Little-endian, ten octets; the buffer itself is big-endian.
 */
final class VnetHeader {
  static final int LENGTH = 10;
  static final int NEEDS_CHECKSUM = 1;
  static final int GSO_NONE = 0;
  static final int GSO_TCP4 = 1;
  static final int GSO_UDP = 3;
  static final int GSO_TCP6 = 4;
  static final int GSO_UDP_L4 = 5;
  private static final int GSO_ECN = 0x80;

  private VnetHeader() {}

  static boolean needsChecksum(ByteBuffer octets, int frame) {
    return (octets.get(frame - LENGTH) & NEEDS_CHECKSUM) != 0;
  }

  /** Whether its checksum is known to be right or still to be made, or it was coalesced. */
  static boolean isOffloaded(ByteBuffer octets, int frame) {
    return octets.getShort(frame - LENGTH) != 0;
  }

  /** The segmentation type without the ECN flag. */
  static int segmentation(ByteBuffer octets, int frame) {
    return octets.get(frame - LENGTH + 1) & 0xff & ~GSO_ECN;
  }

  static int segmentSize(ByteBuffer octets, int frame) {
    return little(octets, frame - LENGTH + 4);
  }

  static int checksumStart(ByteBuffer octets, int frame) {
    return little(octets, frame - LENGTH + 6);
  }

  static int checksumOffset(ByteBuffer octets, int frame) {
    return little(octets, frame - LENGTH + 8);
  }

  /** Nothing is to be done for the frame. */
  static void clear(ByteBuffer octets, int frame) {
    octets.putLong(frame - LENGTH, 0);
    octets.putShort(frame - 2, (short) 0);
  }

  /** The kernel shall cut the frame into TCP segments. */
  static void segment(ByteBuffer octets, int frame, TcpShape tcp, int size) {
    octets.put(frame - LENGTH, (byte) NEEDS_CHECKSUM);
    octets.put(frame - LENGTH + 1, (byte) (tcp.isIpv4() ? GSO_TCP4 : GSO_TCP6));
    putLittle(octets, frame - LENGTH + 2, tcp.headers());
    putLittle(octets, frame - LENGTH + 4, size);
    putLittle(octets, frame - LENGTH + 6, tcp.tcp());
    putLittle(octets, frame - LENGTH + 8, TcpShape.CHECKSUM);
  }

  private static int little(ByteBuffer octets, int at) {
    return Short.reverseBytes(octets.getShort(at)) & 0xffff;
  }

  private static void putLittle(ByteBuffer octets, int at, int value) {
    octets.putShort(at, Short.reverseBytes((short) value));
  }
}
