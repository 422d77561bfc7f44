package dev.etherloom.logic.http;

/** Where a connection is between two requests (RFC 9112 §9). */
sealed interface Phase {
  /** A head is awaited, or has come in part. */
  record Reading(HeadScan scan) implements Phase {
    static final Reading START = new Reading(HeadScan.START);
  }

  /** The head is there, its content is read over. */
  record Discarding(RequestHead request, BodyScan scan) implements Phase {}

  /** The last answer is given; when all of it is sent, this side finishes. */
  record Closing() implements Phase {}

  /**
   * This side has finished. What still comes is read and forgotten for a while, as a reset would
   * take the answer away from the peer (§9.6).
   */
  record Lingering() implements Phase {}

  /** Nothing more will be done. */
  record Over() implements Phase {}
}
