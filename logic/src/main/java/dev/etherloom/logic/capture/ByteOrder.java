package dev.etherloom.logic.capture;

import dev.etherloom.frames.Slice;

/** The order of the octets of a number, which a capture file takes from the machine it is of. */
public enum ByteOrder {
  BIG,
  LITTLE;

  int u16(Slice octets, int at) {
    int value = octets.u16(at);
    return this == BIG ? value : Short.reverseBytes((short) value) & 0xffff;
  }

  int i32(Slice octets, int at) {
    int value = octets.i32(at);
    return this == BIG ? value : Integer.reverseBytes(value);
  }

  long u32(Slice octets, int at) {
    return i32(octets, at) & 0xffff_ffffL;
  }

  long i64(Slice octets, int at) {
    long value = octets.i64(at);
    return this == BIG ? value : Long.reverseBytes(value);
  }
}
