package dev.etherloom.binder.link;

/** The device is no more; the message names it. */
public final class LinkGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LinkGoneException(String message) {
    super(message);
  }
}
