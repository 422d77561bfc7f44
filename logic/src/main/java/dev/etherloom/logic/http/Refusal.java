package dev.etherloom.logic.http;

/**
 * Why a request is not served.
 *
 * @param why in words, nothing of the request in it
 */
record Refusal(Status status, String why) {
  static Refusal bad(String why) {
    return new Refusal(Status.BAD_REQUEST, why);
  }
}
