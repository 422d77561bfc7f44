package dev.etherloom.logic.net;

/**
 * A responder threw an exception. Its input was dropped and its state kept.
 *
 * @param cause the exception, for the log
 */
public record Fault(String responder, RuntimeException cause) implements Notice {
  @Override
  public boolean isWarning() {
    return true;
  }

  @Override
  public String toString() {
    return "responder '%s' failed: %s".formatted(responder, cause);
  }
}
