package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;

/** A box on the way that writes no-operations over the options of every SYN. */
final class SimMiddlebox {
  private static final int ETHERNET = 14;

  private SimMiddlebox() {}

  static Slice bare(Slice frame) {
    int tcp = segmentAt(frame);
    if (tcp < 0 || (frame.u8(tcp + 13) & SimSegment.SYN) == 0) {
      return frame;
    }
    var octets = frame.toBytes();
    int end = tcp + (frame.u8(tcp + 12) >>> 4) * 4;
    for (int i = tcp + 20; i < end; i++) {
      octets[i] = 1;
    }
    return summed(frame, octets, tcp, end);
  }

  private static int segmentAt(Slice frame) {
    return switch (frame.u16(12)) {
      case 0x0800 -> frame.u8(ETHERNET + 9) == 6 ? ETHERNET + (frame.u8(ETHERNET) & 15) * 4 : -1;
      case 0x86dd -> frame.u8(ETHERNET + 6) == 6 ? ETHERNET + 40 : -1;
      default -> -1;
    };
  }

  /** Corrects the checksum by what changed (RFC 1624). */
  private static Slice summed(Slice before, byte[] octets, int tcp, int end) {
    var after = Slice.owning(octets.clone());
    @Var long sum = ~before.u16(tcp + 16) & 0xffff;
    for (int i = tcp + 20; i < end; i += 2) {
      sum += (~before.u16(i) & 0xffff) + after.u16(i);
    }
    long folded = (sum >>> 16) + (sum & 0xffff);
    int checksum = (int) (~((folded >>> 16) + folded) & 0xffff);
    octets[tcp + 16] = (byte) (checksum >>> 8);
    octets[tcp + 17] = (byte) checksum;
    return Slice.owning(octets);
  }
}
