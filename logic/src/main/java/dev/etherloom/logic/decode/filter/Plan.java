package dev.etherloom.logic.decode.filter;

import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Protocol;
import java.util.Arrays;

/**
 * A filter compiled: its tests numbered, and for each field and protocol what wants it, so that a
 * layer that tells nothing of interest need not be asked.
 */
final class Plan {
  private static final Probe[] NOBODY = {};
  private static final Probe.One[] NO_TEST = {};

  private final Node root;
  private final Expression[] tests;
  private final Probe[][] ofField = new Probe[Field.all().size()][];
  private final Probe.One[][] ofLayer = new Probe.One[Protocol.values().length][];
  private final boolean[] asked = new boolean[Protocol.values().length];
  private final Probe.One[] ofFrame;
  private final boolean frameAsked;
  private final boolean paired;

  private Plan(Draft draft, Node root) {
    this.root = root;
    this.tests = draft.tests().toArray(Expression[]::new);
    this.ofFrame = draft.frame().toArray(NO_TEST);
    Arrays.fill(ofField, NOBODY);
    Arrays.fill(ofLayer, NO_TEST);
    draft.fields().forEach((field, probes) -> ofField[field.id()] = probes.toArray(NOBODY));
    draft
        .protocols()
        .forEach((protocol, probes) -> ofLayer[protocol.ordinal()] = probes.toArray(NO_TEST));
    var wanted = draft.fields().keySet();
    this.frameAsked = wanted.stream().anyMatch(Origins::isFrame);
    for (var protocol : Protocol.values()) {
      asked[protocol.ordinal()] = wanted.stream().anyMatch(field -> Origins.tells(protocol, field));
    }
    this.paired = draft.tests().stream().anyMatch(test -> test instanceof Expression.Pair);
  }

  static Plan of(Expression expression) {
    var draft = new Draft();
    var root = draft.add(expression);
    return new Plan(draft, root);
  }

  Node root() {
    return root;
  }

  int tests() {
    return tests.length;
  }

  /** A {@link Expression.Test} or {@link Expression.Pair}. */
  Expression test(int number) {
    return tests[number];
  }

  boolean hasPairs() {
    return paired;
  }

  boolean wants(Field field) {
    return ofField[field.id()].length > 0;
  }

  /** Whether a layer may tell a field that is wanted. */
  boolean asks(Protocol protocol) {
    return asked[protocol.ordinal()];
  }

  /** Whether a field of the frame itself is wanted. */
  boolean asksFrame() {
    return frameAsked;
  }

  /** Those who want the field; not to be written to. */
  Probe[] probes(Field field) {
    return ofField[field.id()];
  }

  /** Those who want the octets of the protocol, or to know whether it is there. */
  Probe.One[] probes(Protocol protocol) {
    return ofLayer[protocol.ordinal()];
  }

  /** Those who want the octets of the frame. */
  Probe.One[] frameProbes() {
    return ofFrame;
  }
}
