package dev.etherloom.logic.decode.filter;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.decode.Decoded;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Fields;
import dev.etherloom.logic.decode.Layer;
import dev.etherloom.logic.decode.LinkField;
import dev.etherloom.logic.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One frame tried: the layers tell it their fields, until the outcome is clear. */
final class Trial implements Fields, Node.Outcomes {
  private static final byte NO = 0;
  private static final byte YES = 1;
  private static final byte OPEN = 2;

  /** Open, but there was a value, and all so far were right. */
  private static final byte RIGHT_SO_FAR = 3;

  private final Plan plan;
  private final Decoded frame;
  private final byte[] states;

  /** For each test the values of its left field and those of its right; empty without pairs. */
  private final List<List<Value>> sides;

  Trial(Plan plan, Decoded frame) {
    this.plan = plan;
    this.frame = frame;
    this.states = new byte[plan.tests()];
    Arrays.fill(states, OPEN);
    this.sides = plan.hasPairs() ? lists(2 * plan.tests()) : List.of();
  }

  private static List<List<Value>> lists(int count) {
    var lists = new ArrayList<List<Value>>(count);
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>(2));
    }
    return lists;
  }

  boolean run() {
    if (plan.asksFrame()) {
      frame.about(this);
    }
    for (var probe : plan.frameProbes()) {
      note(probe, probe.check().octets(frame.octets()));
    }
    @Var var truth = plan.root().evaluate(this);
    for (int i = 0; i < frame.layers().length() && truth == Truth.OPEN; i++) {
      if (visit(frame.layers().get(i), i)) {
        truth = plan.root().evaluate(this);
      }
    }
    if (truth != Truth.OPEN) {
      return truth == Truth.YES;
    }
    for (int test = 0; test < states.length; test++) {
      settle(test);
    }
    return plan.root().evaluate(this) == Truth.YES;
  }

  /** Whether there was anything of interest. */
  private boolean visit(Layer layer, int index) {
    var probes = plan.probes(layer.protocol());
    for (var probe : probes) {
      octets(probe, index);
    }
    boolean asks = plan.asks(layer.protocol());
    if (asks) {
      layer.fields(this);
    }
    return asks || probes.length > 0;
  }

  private void octets(Probe.One probe, int index) {
    if (isOpen(probe)) {
      note(
          probe,
          probe.check() instanceof Check.Fixed(var outcome)
              ? outcome
              : probe.check().octets(Carried.from(frame, index)));
    }
  }

  private boolean isOpen(Probe probe) {
    return states[probe.test()] >= OPEN;
  }

  private void note(Probe.One probe, boolean right) {
    if (probe.all()) {
      states[probe.test()] = right ? RIGHT_SO_FAR : NO;
    } else if (right) {
      states[probe.test()] = YES;
    }
  }

  private void keep(Probe.Side side, Value value) {
    sides.get(2 * side.test() + (side.left() ? 0 : 1)).add(value);
  }

  /** All was told: what is open now is known. */
  private void settle(int test) {
    if (plan.test(test) instanceof Expression.Pair pair) {
      boolean holds =
          Pairing.holds(pair.relation(), pair.all(), sides.get(2 * test), sides.get(2 * test + 1));
      states[test] = holds ? YES : NO;
    } else if (states[test] >= OPEN) {
      states[test] = states[test] == RIGHT_SO_FAR ? YES : NO;
    }
  }

  @Override
  public Truth of(int test) {
    return switch (states[test]) {
      case NO -> Truth.NO;
      case YES -> Truth.YES;
      default -> Truth.OPEN;
    };
  }

  @Override
  public boolean wants(Field field) {
    return plan.wants(field);
  }

  @Override
  public void number(Field field, int offset, int length, long value) {
    for (var probe : plan.probes(field)) {
      if (isOpen(probe) && probe.bits().areIn(value)) {
        long number = probe.marker() ? 1 : probe.bits().of(value);
        switch (probe) {
          case Probe.One one -> note(one, one.check().number(number));
          case Probe.Side side -> keep(side, new Value.Num(number));
        }
      }
    }
  }

  @Override
  public void address(Field field, int offset, IpAddress value) {
    for (var probe : plan.probes(field)) {
      if (isOpen(probe)) {
        switch (probe) {
          case Probe.One one -> note(one, one.check().address(value));
          case Probe.Side side -> keep(side, Value.Network.of(value));
        }
      }
    }
  }

  @Override
  public void mac(Field field, int offset, MacAddress value) {
    for (var probe : plan.probes(field)) {
      if (!isOpen(probe)) {
        continue;
      }
      boolean whole = probe.bits().isAll();
      long number = probe.bits().of(value.bits());
      switch (probe) {
        case Probe.One one ->
            note(one, whole ? one.check().mac(value) : one.check().number(number));
        case Probe.Side side -> keep(side, whole ? new Value.Mac(value) : new Value.Num(number));
      }
    }
  }

  @Override
  public void text(Field field, int offset, int length, String value) {
    if (field == LinkField.FRAME_TIME_EPOCH) {
      number(field, offset, length, frame.unixNanos().getOrElse(0L));
      return;
    }
    for (var probe : plan.probes(field)) {
      if (isOpen(probe)) {
        switch (probe) {
          case Probe.One one ->
              note(one, one.marker() ? one.check().number(1) : one.check().text(value));
          case Probe.Side side ->
              keep(side, side.marker() ? new Value.Num(1) : new Value.Text(value));
        }
      }
    }
  }

  @Override
  public void octets(Field field, Slice value) {
    for (var probe : plan.probes(field)) {
      if (isOpen(probe)) {
        switch (probe) {
          case Probe.One one -> note(one, one.check().octets(value));
          case Probe.Side side -> keep(side, new Value.Octets(value));
        }
      }
    }
  }
}
