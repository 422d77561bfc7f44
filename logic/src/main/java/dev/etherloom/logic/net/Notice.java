package dev.etherloom.logic.net;

/**
 * Something a room wants told to whoever runs the stack: an address conflict, an answer to a probe,
 * a message. It changes nothing on the wire. {@code toString} says it in one line for a person.
 */
public interface Notice {
  /** Whether a person should be warned (logged as a warning), rather than just informed. */
  default boolean isWarning() {
    return false;
  }
}
