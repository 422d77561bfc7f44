package dev.etherloom.logic.tcp;

import dev.etherloom.logic.net.MonotonicTime;

/** A moment at which a connection matters; the order of the table's sets. */
record Due(MonotonicTime at, Place place) implements Comparable<Due> {
  @Override
  public int compareTo(Due other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : place.peer().compareTo(other.place.peer());
  }
}
