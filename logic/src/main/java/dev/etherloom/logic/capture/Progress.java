package dev.etherloom.logic.capture;

/** What {@link CaptureReader} made of the octets it was shown. */
public sealed interface Progress {
  /**
   * Too few: show this many or more from the same octet on, or call the end.
   *
   * @param minimum never above {@link CaptureReader#BLOCK_LIMIT}
   * @param what would be read then
   */
  record NeedMore(int minimum, String what) implements Progress {}

  /**
   * Nothing for the caller. Drop this many octets, which may be more than were shown, and go on.
   *
   * @param what was dropped
   */
  record Skip(long octets, String what, CaptureState then) implements Progress {
    /** What is wrong when the file ends after only this many of the octets. */
    public CaptureError cut(long actual) {
      return new CaptureError.Cut(then.position() - octets, what, octets, actual);
    }
  }

  /** A record; drop what it consumed and go on. */
  record Found(CaptureRecord value, int consumed, CaptureState then) implements Progress {}

  /** No sense can be made of the rest of the file. */
  record Failed(CaptureError error) implements Progress {}

  /** The file was read to its end. */
  record End() implements Progress {}
}
