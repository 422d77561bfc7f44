package dev.etherloom.frames;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.Var;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes UTF-8 text forward into a buffer that grows; quick with numbers and octets. */
public final class TextWriter {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] buffer;
  private int at;

  public TextWriter(int size) {
    buffer = new byte[size];
  }

  /** Octets written since the last {@link #clear}. */
  public int length() {
    return at;
  }

  public void clear() {
    at = 0;
  }

  private void room(int size) {
    if (buffer.length - at < size) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, at + size));
    }
  }

  /** One character of ASCII. */
  @CanIgnoreReturnValue
  public TextWriter put(char ascii) {
    room(1);
    buffer[at++] = (byte) ascii;
    return this;
  }

  @CanIgnoreReturnValue
  public TextWriter put(byte[] utf8) {
    room(utf8.length);
    System.arraycopy(utf8, 0, buffer, at, utf8.length);
    at += utf8.length;
    return this;
  }

  @CanIgnoreReturnValue
  public TextWriter put(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A part of what another has written. */
  @CanIgnoreReturnValue
  public TextWriter put(TextWriter other, int from, int to) {
    room(to - from);
    System.arraycopy(other.buffer, from, buffer, at, to - from);
    at += to - from;
    return this;
  }

  @CanIgnoreReturnValue
  public TextWriter decimal(long value) {
    if (value < 0) {
      return put(Long.toString(value));
    }
    @Var int size = 1;
    for (@Var long rest = value / 10; rest > 0; rest /= 10) {
      size++;
    }
    room(size);
    @Var long rest = value;
    for (int i = at + size - 1; i >= at; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at += size;
    return this;
  }

  /** The lowest {@code digits} hexadecimal digits. */
  @CanIgnoreReturnValue
  public TextWriter hex(long value, int digits) {
    room(digits);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      buffer[at++] = DIGITS[(int) (value >>> shift) & 0xf];
    }
    return this;
  }

  /** Two hexadecimal digits an octet. */
  @CanIgnoreReturnValue
  public TextWriter hex(Slice octets) {
    room(2 * octets.length());
    for (int i = 0; i < octets.length(); i++) {
      int octet = octets.u8(i);
      buffer[at++] = DIGITS[octet >>> 4];
      buffer[at++] = DIGITS[octet & 0xf];
    }
    return this;
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(buffer, 0, at);
  }

  /** The text as far as it is written. */
  @Override
  public String toString() {
    return new String(buffer, 0, at, StandardCharsets.UTF_8);
  }
}
