package dev.etherloom.frames.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How frames stand in memory that two processes share, where one puts them and the other takes
 * them, in order. Each frame is a record: its length in four octets, four unused, the frame, and up
 * to seven octets that bring the next record to a multiple of eight. No record crosses the ring's
 * end; where one would, a length of {@link #REST} says to go on at the beginning. Positions count
 * octets since the start and never go back. Where a position is in the ring the writer may shift
 * when all is read: it starts at the beginning again, in memory that is in the caches of both.
 *
 * <p>Neither side may trust what the other writes here: see {@link RingReader}.
 */
final class FrameRing {
  /** Octets before a frame. */
  static final int RECORD = 8;

  /** In the place of a length: nothing more up to the ring's end. */
  static final int REST = -1;

  /** Octets of the control area; its fields stand in cache lines of their own. */
  static final int CONTROL = 1 << 10;

  private static final int TAIL = 0;
  private static final int SHIFT = 8;
  private static final int HEAD = 128;
  private static final int TAKEN = 136;
  private static final int ASLEEP = 256;
  private static final int READER_HERE = 384;
  private static final int WRITER_HERE = 512;

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final ByteBuffer control;
  private final ByteBuffer octets;

  /**
   * @param control {@link #CONTROL} octets, aligned to 8
   * @param octets a power of two of them, aligned to 8
   */
  FrameRing(ByteBuffer control, ByteBuffer octets) {
    this.control = control;
    this.octets = octets;
  }

  ByteBuffer octets() {
    return octets;
  }

  int size() {
    return octets.capacity();
  }

  /** Where in {@link #octets} a position is, which is a multiple of eight. */
  int at(long position, long shift) {
    return (int) ((position + shift) & (size() - 8));
  }

  /** What positions are shifted by; the writer may change it while nothing is unread. */
  long shift() {
    return (long) LONG.getOpaque(control, SHIFT);
  }

  void shift(long shift) {
    LONG.setOpaque(control, SHIFT, shift);
  }

  /** Octets of the record that holds a frame. */
  static int record(int length) {
    return RECORD + ((length + 7) & ~7);
  }

  /** How far the writer has come. */
  long tail() {
    return (long) LONG.getAcquire(control, TAIL);
  }

  void tail(long position) {
    LONG.setRelease(control, TAIL, position);
  }

  /** How far the reader has come. */
  long head() {
    return (long) LONG.getAcquire(control, HEAD);
  }

  /** How many frames the reader has taken. */
  long taken() {
    return (long) LONG.getAcquire(control, TAKEN);
  }

  void head(long position, long taken) {
    LONG.setRelease(control, TAKEN, taken);
    LONG.setRelease(control, HEAD, position);
  }

  /** Whether the reader waits to be woken. */
  boolean isAsleep() {
    return (int) INT.getVolatile(control, ASLEEP) != 0;
  }

  void asleep(boolean asleep) {
    INT.setVolatile(control, ASLEEP, asleep ? 1 : 0);
  }

  /** Whether there is somebody who reads. */
  boolean isRead() {
    return (int) INT.getVolatile(control, READER_HERE) != 0;
  }

  void reading() {
    INT.setVolatile(control, READER_HERE, 1);
  }

  /** Whether the writer puts all its frames here from now on. */
  boolean isWritten() {
    return (int) INT.getVolatile(control, WRITER_HERE) != 0;
  }

  void writing() {
    INT.setVolatile(control, WRITER_HERE, 1);
  }
}
