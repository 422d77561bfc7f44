package dev.etherloom.logic.dns;

/** The parts of a message (RFC 1035 §4.1), in their order. */
public enum Section {
  /** In an update: the zone (RFC 2136 §2). */
  QUESTION,
  /** In an update: prerequisites. */
  ANSWER,
  /** In an update: the updates. */
  AUTHORITY,
  ADDITIONAL
}
