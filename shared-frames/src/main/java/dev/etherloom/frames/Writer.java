package dev.etherloom.frames;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.Var;
import java.nio.ByteBuffer;

/**
 * Writes forward into a buffer that its owner reuses: headers first, then the payload; a length or
 * a checksum that is known only afterwards is {@linkplain #patch16 patched}. Numbers are written
 * big-endian. Writing past the buffer's end throws {@link IndexOutOfBoundsException}: whoever sends
 * checks {@link Emit#length} against the room there is.
 */
public final class Writer {
  private final ByteBuffer buffer;
  private int start;
  private int at;

  private Writer(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Writes into {@code buffer}, a big-endian one, from its index 0 on. */
  public static Writer into(ByteBuffer buffer) {
    return new Writer(buffer);
  }

  public static Writer allocate(int size) {
    return new Writer(ByteBuffer.allocate(size));
  }

  /** Starts anew at the absolute index {@code index} of the buffer. */
  @CanIgnoreReturnValue
  public Writer restart(int index) {
    start = index;
    at = index;
    return this;
  }

  /** The absolute index at which the next octet goes; what {@link #patch16} takes. */
  public int position() {
    return at;
  }

  /** Octets written since the last start. */
  public int length() {
    return at - start;
  }

  @CanIgnoreReturnValue
  public Writer u8(int value) {
    buffer.put(at, (byte) value);
    at += 1;
    return this;
  }

  @CanIgnoreReturnValue
  public Writer u16(int value) {
    buffer.putShort(at, (short) value);
    at += 2;
    return this;
  }

  @CanIgnoreReturnValue
  public Writer u32(long value) {
    buffer.putInt(at, (int) value);
    at += 4;
    return this;
  }

  @CanIgnoreReturnValue
  public Writer i64(long value) {
    buffer.putLong(at, value);
    at += 8;
    return this;
  }

  @CanIgnoreReturnValue
  public Writer put(Emit part) {
    part.emit(this);
    return this;
  }

  @CanIgnoreReturnValue
  public Writer zeros(int count) {
    for (int i = 0; i < count; i++) {
      u8(0);
    }
    return this;
  }

  void octets(byte[] source, int from, int size) {
    buffer.put(at, source, from, size);
    at += size;
  }

  /** Overwrites the two octets at the absolute index {@code index}. */
  public void patch16(int index, int value) {
    buffer.putShort(index, (short) value);
  }

  /** Overwrites the octet at the absolute index {@code index}. */
  public void patch8(int index, int value) {
    buffer.put(index, (byte) value);
  }

  /** The checksum over what was written from the absolute index {@code from} to here. */
  public InternetChecksum checksumFrom(int from) {
    if (buffer.hasArray()) {
      return new InternetChecksum(
          Slice.sum(buffer.array(), buffer.arrayOffset() + from, at - from));
    }
    @Var long sum = 0;
    @Var int i = from;
    for (; i + 8 <= at; i += 8) {
      long word = buffer.getLong(i);
      sum += (word >>> 32) + (word & 0xffff_ffffL);
    }
    for (; i + 2 <= at; i += 2) {
      sum += buffer.getShort(i) & 0xffff;
    }
    return new InternetChecksum(i < at ? sum + ((buffer.get(i) & 0xff) << 8) : sum);
  }

  /**
   * What was written since the last start: a copy, unless that is all that this was allocated for.
   * Then nothing may be written or patched any more.
   */
  public Slice written() {
    if (start == 0 && buffer.hasArray() && at == buffer.capacity() && buffer.arrayOffset() == 0) {
      return Slice.owning(buffer.array());
    }
    var bytes = new byte[length()];
    buffer.get(start, bytes);
    return Slice.owning(bytes);
  }
}
