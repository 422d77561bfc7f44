package dev.etherloom.logic.decode.filter;

import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Protocol;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link Plan} in the making: its tests in the order in which they stand, and who wants what. */
final class Draft {
  private final List<Expression> tests = new ArrayList<>();
  private final Map<Field, List<Probe>> fields = new HashMap<>();
  private final Map<Protocol, List<Probe.One>> protocols = new EnumMap<>(Protocol.class);
  private final List<Probe.One> frame = new ArrayList<>();

  /** Numbers the tests of an expression. */
  Node add(Expression expression) {
    return switch (expression) {
      case Expression.Joined(var joint, var parts) -> Node.join(joint, parts.map(this::add));
      case Expression.Not(var part) -> new Node.Not(add(part));
      case Expression.Test test -> {
        int number = number(test);
        one(number, test);
        yield new Node.Leaf(number);
      }
      case Expression.Pair pair -> {
        int number = number(pair);
        side(number, true, pair.left());
        side(number, false, pair.right());
        yield new Node.Leaf(number);
      }
    };
  }

  private int number(Expression test) {
    tests.add(test);
    return tests.size() - 1;
  }

  private void one(int number, Expression.Test test) {
    var bits = Probe.Bits.of(test.operand());
    switch (test.operand().subject()) {
      case Subject.Fields(_, _, var wanted, _, _, var marker) -> {
        var probe = new Probe.One(number, test.all(), bits, marker, test.check());
        wanted.forEach(field -> want(field, probe));
      }
      case Subject.Layers(_, var protocol) ->
          protocols
              .computeIfAbsent(protocol, _ -> new ArrayList<>())
              .add(new Probe.One(number, test.all(), bits, false, test.check()));
      case Subject.Frame _ ->
          frame.add(new Probe.One(number, test.all(), bits, false, test.check()));
    }
  }

  private void side(int number, boolean left, Operand operand) {
    if (operand.subject() instanceof Subject.Fields(_, _, var wanted, _, _, var marker)) {
      var probe = new Probe.Side(number, left, Probe.Bits.of(operand), marker);
      wanted.forEach(field -> want(field, probe));
    }
  }

  private void want(Field field, Probe probe) {
    fields.computeIfAbsent(field, _ -> new ArrayList<>()).add(probe);
  }

  List<Expression> tests() {
    return tests;
  }

  Map<Field, List<Probe>> fields() {
    return fields;
  }

  Map<Protocol, List<Probe.One>> protocols() {
    return protocols;
  }

  List<Probe.One> frame() {
    return frame;
  }
}
