package dev.etherloom.binder.policy;

/** What the egress policy says of a frame. */
public enum Verdict {
  PASS,
  RUNT,
  SOURCE,
  ETHERTYPE,
  RATE
}
