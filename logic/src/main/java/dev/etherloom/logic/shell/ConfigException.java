package dev.etherloom.logic.shell;

/**
 * A configuration or an option that cannot be used; the message names it, where it stands and why.
 */
final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
