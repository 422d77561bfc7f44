package dev.etherloom.logic.capture;

import dev.etherloom.frames.Emit;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;

/** Blocks of a pcapng file, big-endian (the byte-order magic says so). */
public final class Pcapng {
  private static final int SECTION_HEADER = 0x0a0d_0d0a;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int SNAP_LENGTH = 262_144;
  private static final int OPT_END = 0;
  private static final int SHB_USERAPPL = 4;
  private static final int IF_NAME = 2;
  private static final int IF_TSRESOL = 9;
  private static final int NANOSECONDS = 9;
  private static final int EPB_FLAGS = 2;

  private Pcapng() {}

  /** What stands at the file's start: one section with one interface. */
  public static Emit fileHeader(String interfaceName) {
    var out = Writer.allocate(512);
    new Block(SECTION_HEADER, sectionHeader()).emit(out);
    new Block(INTERFACE_DESCRIPTION, interfaceDescription(interfaceName)).emit(out);
    return out.written();
  }

  private static Slice sectionHeader() {
    var out = Writer.allocate(64);
    out.u32(BYTE_ORDER_MAGIC).u16(1).u16(0).i64(-1);
    option(out, SHB_USERAPPL, Slice.utf8("Etherloom"));
    return out.u16(OPT_END).u16(0).written();
  }

  private static Slice interfaceDescription(String name) {
    var out = Writer.allocate(300);
    out.u16(LINKTYPE_ETHERNET).u16(0).u32(SNAP_LENGTH);
    option(out, IF_NAME, Slice.utf8(name));
    option(out, IF_TSRESOL, Slice.of(NANOSECONDS));
    return out.u16(OPT_END).u16(0).written();
  }

  private static void option(Writer out, int code, Slice value) {
    out.u16(code).u16(value.length()).put(value).zeros(-value.length() & 3);
  }

  /**
   * A frame that passed.
   *
   * @param unixNanos when, in nanoseconds since 1970-01-01 UTC
   */
  public static Emit packet(long unixNanos, Direction direction, Slice frame) {
    return new Block(ENHANCED_PACKET, new Packet(unixNanos, direction, frame));
  }

  private record Packet(long unixNanos, Direction direction, Slice frame) implements Emit {
    private static final int FIXED = 32;

    @Override
    public int length() {
      return FIXED + (frame.length() + 3) / 4 * 4;
    }

    @Override
    public void emit(Writer out) {
      out.u32(0).i64(unixNanos).u32(frame.length()).u32(frame.length());
      out.put(frame).zeros(-frame.length() & 3);
      out.u16(EPB_FLAGS).u16(4).u32(direction.flag()).u16(OPT_END).u16(0);
    }
  }

  /** A block: its type and length before, its length again behind. */
  private record Block(int type, Emit body) implements Emit {
    @Override
    public int length() {
      return 12 + body.length();
    }

    @Override
    public void emit(Writer out) {
      out.u32(type & 0xffff_ffffL).u32(length()).put(body).u32(length());
    }
  }
}
