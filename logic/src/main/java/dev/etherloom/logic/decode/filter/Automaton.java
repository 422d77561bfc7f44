package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.OctetSet;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.decode.filter.RegexParser.Fault;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A regular expression made ready: a nondeterministic automaton that is in all its states at once
 * (K. Thompson, Regular Expression Search Algorithm, 1968), so that no text makes it go back. Equal
 * to another one of the same source.
 */
final class Automaton {
  static final int MAX_STATES = 2000;

  private sealed interface State {
    record Take(OctetSet octets) implements State {}

    record Require(Regex.Place place) implements State {}

    record Split(int first, int second) implements State {}

    record Found() implements State {}
  }

  private final Slice source;
  private final State[] states;

  private Automaton(Slice source, State[] states) {
    this.source = source;
    this.states = states;
  }

  static Either<Fault, Automaton> of(Slice source) {
    return RegexParser.parse(source)
        .filterOrElse(
            regex -> regex.size() < MAX_STATES, _ -> new Fault(0, "the expression is too large"))
        .map(
            regex -> {
              var states = new ArrayList<State>();
              add(regex, states);
              states.add(new State.Found());
              return new Automaton(source, states.toArray(State[]::new));
            });
  }

  private static void add(Regex regex, List<State> out) {
    switch (regex) {
      case Regex.One(var octets) -> out.add(new State.Take(octets));
      case Regex.Place place -> out.add(new State.Require(place));
      case Regex.Sequence(var parts) -> parts.forEach(part -> add(part, out));
      case Regex.Choice(var parts) -> choice(parts, out);
      case Regex.Repeat(var part, var least, var most) -> {
        for (int i = 0; i < least; i++) {
          add(part, out);
        }
        if (most == Regex.UNBOUNDED) {
          loop(part, out);
        } else {
          optional(part, most - least, out);
        }
      }
    }
  }

  /** Each but the last: a fork to the next one, and behind it a jump to the end. */
  private static void choice(Vector<Regex> parts, List<State> out) {
    var jumps = new ArrayList<Integer>();
    for (var part : parts.init()) {
      int fork = hole(out);
      add(part, out);
      jumps.add(hole(out));
      out.set(fork, new State.Split(fork + 1, out.size()));
    }
    add(parts.last(), out);
    for (int jump : jumps) {
      out.set(jump, new State.Split(out.size(), out.size()));
    }
  }

  private static void loop(Regex part, List<State> out) {
    int fork = hole(out);
    add(part, out);
    out.add(new State.Split(fork, fork));
    out.set(fork, new State.Split(fork + 1, out.size()));
  }

  private static void optional(Regex part, int times, List<State> out) {
    var forks = new ArrayList<Integer>();
    for (int i = 0; i < times; i++) {
      forks.add(hole(out));
      add(part, out);
    }
    for (int fork : forks) {
      out.set(fork, new State.Split(fork + 1, out.size()));
    }
  }

  /** A state to be set later. */
  private static int hole(List<State> out) {
    out.add(new State.Found());
    return out.size() - 1;
  }

  /** Whether it matches anywhere in the octets. */
  boolean isIn(Slice octets) {
    var run = new Run(octets, new int[states.length], new int[states.length]);
    Arrays.fill(run.marks, -1);
    @Var var now = new int[states.length];
    @Var var next = new int[states.length];
    @Var int count = 0;
    for (int at = 0; at <= octets.length(); at++) {
      count = follow(run, 0, at, now, count);
      if (count < 0 || at == octets.length()) {
        return count < 0;
      }
      int octet = octets.u8(at);
      @Var int moved = 0;
      for (int i = 0; i < count && moved >= 0; i++) {
        if (states[now[i]] instanceof State.Take(var set) && set.has(octet)) {
          moved = follow(run, now[i] + 1, at + 1, next, moved);
        }
      }
      if (moved < 0) {
        return true;
      }
      var spare = now;
      now = next;
      next = spare;
      count = moved;
    }
    return false;
  }

  /** What one search needs: which states were seen at which octet, and which are to be followed. */
  private static final class Run {
    private final Slice octets;
    private final int[] marks;
    private final int[] stack;

    Run(Slice octets, int[] marks, int[] stack) {
      this.octets = octets;
      this.marks = marks;
      this.stack = stack;
    }
  }

  /**
   * Adds the states that are reached from one without taking an octet.
   *
   * @return how many there are then; -1 if the expression is found
   */
  private int follow(Run run, int from, int at, int[] reached, int before) {
    @Var int count = before;
    @Var int depth = push(run, from, at, 0);
    while (depth > 0) {
      int state = run.stack[--depth];
      switch (states[state]) {
        case State.Take _ -> reached[count++] = state;
        case State.Split(var first, var second) -> {
          depth = push(run, second, at, depth);
          depth = push(run, first, at, depth);
        }
        case State.Require(var place) -> {
          if (holds(place, run.octets, at)) {
            depth = push(run, state + 1, at, depth);
          }
        }
        case State.Found _ -> {
          return -1;
        }
      }
    }
    return count;
  }

  private static int push(Run run, int state, int at, int depth) {
    if (run.marks[state] == at) {
      return depth;
    }
    run.marks[state] = at;
    run.stack[depth] = state;
    return depth + 1;
  }

  private static boolean holds(Regex.Place place, Slice octets, int at) {
    return switch (place) {
      case START -> at == 0;
      case END -> at == octets.length() || (at == octets.length() - 1 && octets.u8(at) == '\n');
      case BOUNDARY -> isWord(octets, at - 1) != isWord(octets, at);
      case NO_BOUNDARY -> isWord(octets, at - 1) == isWord(octets, at);
    };
  }

  private static boolean isWord(Slice octets, int at) {
    return at >= 0 && at < octets.length() && RegexClass.WORD.has(octets.u8(at));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Automaton that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  /** Its source as a string of a filter. */
  @Override
  public String toString() {
    return Quotation.write(source);
  }
}
