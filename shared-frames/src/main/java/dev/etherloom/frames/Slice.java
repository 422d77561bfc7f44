package dev.etherloom.frames;

import com.google.errorprone.annotations.Var;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable run of octets: a window on an array that nobody writes again. Taking a part is free.
 * Two slices are equal when their octets are.
 *
 * <p>A received frame is one fresh array, so {@link #offset} counts from the frame's start, which
 * is what errors report. Numbers are read big-endian, as they stand on the wire. Indices are
 * relative to the slice; one outside it throws {@link IndexOutOfBoundsException}, which is a bug of
 * the caller: codecs check lengths first.
 */
public final class Slice implements Emit {
  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle I32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final VarHandle SWAPPED_I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  public static final Slice EMPTY = new Slice(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Slice(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** Takes the array over: the caller must never write to it again. */
  public static Slice owning(byte[] array) {
    return new Slice(array, 0, array.length);
  }

  public static Slice copyOf(byte[] array) {
    return owning(array.clone());
  }

  /** The octets given as ints, of which the low eight bits count. */
  public static Slice of(int... octets) {
    var bytes = new byte[octets.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return owning(bytes);
  }

  /** The octets of hexadecimal digits; white space and colons between them are skipped. */
  public static Slice hex(String digits) {
    return owning(HexFormat.of().parseHex(digits.replaceAll("[\\s:]", "")));
  }

  public static Slice utf8(String text) {
    return owning(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int length() {
    return length;
  }

  /** Where this slice starts in its frame, in octets. */
  public int offset() {
    return offset;
  }

  /** How many octets this keeps in memory: those of the whole array that it looks at. */
  public int held() {
    return array.length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  public int u8(int index) {
    return array[offset + Objects.checkIndex(index, length)] & 0xff;
  }

  public int u16(int index) {
    return (short) U16.get(array, offset + Objects.checkFromIndexSize(index, 2, length)) & 0xffff;
  }

  public int i32(int index) {
    return (int) I32.get(array, offset + Objects.checkFromIndexSize(index, 4, length));
  }

  public long u32(int index) {
    return i32(index) & 0xffff_ffffL;
  }

  public long i64(int index) {
    return (long) I64.get(array, offset + Objects.checkFromIndexSize(index, 8, length));
  }

  /** The index of the first octet from {@code from} on that is not of the kind; or the length. */
  public int span(OctetSet kind, int from) {
    return span(kind, from, length);
  }

  /** The same of those before {@code to}; or that (strspn(3)). */
  public int span(OctetSet kind, int from, int to) {
    @Var int at = from;
    while (at < to && kind.has(u8(at))) {
      at++;
    }
    return at;
  }

  /** All from {@code from} on. */
  public Slice from(int from) {
    return slice(from, length - from);
  }

  /** The first {@code size} octets. */
  public Slice first(int size) {
    return size == length ? this : slice(0, size);
  }

  public Slice slice(int from, int size) {
    Objects.checkFromIndexSize(from, size, length);
    return new Slice(array, offset + from, size);
  }

  public byte[] toBytes() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** These octets as UTF-8 text; what is no UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  @Override
  public Slice toSlice() {
    return this;
  }

  @Override
  public void emit(Writer out) {
    out.octets(array, offset, length);
  }

  /** Copies all octets into {@code target} at the absolute position {@code at}. */
  public void copyTo(ByteBuffer target, int at) {
    target.put(at, array, offset, length);
  }

  /** The ones' complement sum of the octets as 16-bit words, an odd last one padded with zero. */
  long sum() {
    return sum(array, offset, length);
  }

  /** The same of a part of an array. */
  static long sum(byte[] array, int offset, int length) {
    @Var long swapped = 0;
    int words = length >>> 3;
    for (int i = 0; i < words; i++) { // a loop that the compiler turns into vectors
      long word = (long) SWAPPED_I64.get(array, offset + 8 * i);
      swapped += (word >>> 32) + (word & 0xffff_ffffL);
    }
    @Var long sum = InternetChecksum.swapped(swapped);
    @Var int at = offset + 8 * words;
    int end = offset + length;
    for (; at + 2 <= end; at += 2) {
      sum += (short) U16.get(array, at) & 0xffff;
    }
    return at < end ? sum + ((array[at] & 0xff) << 8) : sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slice that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    @Var int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** Hexadecimal digits; only the first 64 octets of a long one. */
  @Override
  public String toString() {
    var shown = HexFormat.of().formatHex(array, offset, offset + Math.min(length, 64));
    return length > 64 ? shown + "…(" + length + ")" : shown;
  }
}
