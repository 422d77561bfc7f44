package dev.etherloom.binder.link;

import dev.etherloom.frames.io.FrameSource;
import dev.etherloom.frames.io.SendBatch;
import java.util.function.Consumer;

/** Where a link's frames go: it sends a batch and clears it. */
@FunctionalInterface
public interface ToLogic extends Consumer<SendBatch> {
  /**
   * Has a frame written straight into memory that logic reads, behind those sent before.
   *
   * @return false where there is none, or no room in it: the source was not asked
   */
  default boolean straight(FrameSource source, int length) {
    return false;
  }
}
