package dev.etherloom.logic.decode.filter;

/** What is known of an expression while a frame is being walked. */
enum Truth {
  NO,
  YES,
  OPEN;

  static Truth of(boolean truth) {
    return truth ? YES : NO;
  }
}
