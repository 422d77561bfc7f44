package dev.etherloom.logic.capture;

import dev.etherloom.frames.Slice;

/** An option of a pcapng block: a code, whose sense depends on the block, and its octets. */
public record CaptureOption(int code, Slice value) {
  /** The code of a comment, in all blocks. */
  public static final int COMMENT = 1;

  public String text() {
    return value.text();
  }
}
