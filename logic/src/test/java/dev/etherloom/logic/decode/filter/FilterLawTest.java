package dev.etherloom.logic.decode.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.decode.Field;
import dev.etherloom.logic.decode.Fields;
import dev.etherloom.logic.decode.Layer;
import dev.etherloom.logic.decode.filter.Expression.Joint;
import dev.etherloom.logic.net.IpAddress;
import dev.etherloom.logic.net.Ipv4Address;
import dev.etherloom.logic.net.Ipv6Address;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** parse(print(x)) = x for generated expressions; and no text makes an exception. */
class FilterLawTest {
  private static final int VALUES = 4_000;
  private static final String PIECES =
      "tcp udp ip dns tcp.port ip.addr eth.src dns.qry.name data.data tcp.flags.syn frame "
          + "frame.time_epoch and or xor not any all in contains matches == != > < >= <= === !== "
          + "~= ~ && || ^^ & ! ( ) { } , .. 80 0x50 1.2.3.4 10.0.0.0/8 :: fe80::/10 01:02:ff "
          + "aa-bb-cc-dd-ee-ff true \" r\" \\ \"abc\" \"a(b|c)*\" \"[a-z]{2,3}\" - / . : _ 0 é \uD83D";

  private final SplittableRandom random = new SplittableRandom(42);
  private final Vector<Subject> subjects = Names.all();

  @Test
  @DisplayName("parse(print(x)) = x")
  void printed() {
    for (int i = 0; i < VALUES; i++) {
      var expression = expression(3);
      assertEquals(Either.right(expression), Parser.parse(expression.toString()));
    }
  }

  @Test
  @DisplayName("a filter says of each frame what its parts say of it")
  void compound() {
    for (int i = 0; i < VALUES / 10; i++) {
      var expression = expression(2);
      var filter = Filter.parse(expression.toString()).get();
      var parts = new HashMap<Expression, Filter>();
      for (var frame : Frames.ALL.values()) {
        boolean expected = truth(expression, part -> filter(parts, part).matches(frame));
        assertEquals(expected, filter.matches(frame), expression::toString);
      }
    }
  }

  private static Filter filter(Map<Expression, Filter> known, Expression expression) {
    return known.computeIfAbsent(expression, part -> Filter.parse(part.toString()).get());
  }

  @Test
  @DisplayName("a layer that is not asked has nothing to tell")
  void origins() {
    for (var frame : Frames.ALL.values()) {
      for (var layer : frame.layers()) {
        for (var name : fields(layer)) {
          var filter = Filter.parse(name).get();
          assertTrue(filter.matches(frame), () -> layer.protocol() + " tells " + name);
        }
      }
    }
  }

  private static List<String> fields(Layer layer) {
    var names = new ArrayList<String>();
    layer.fields(
        new Fields() {
          @Override
          public void number(Field field, int offset, int length, long value) {
            names.add(field.label());
          }

          @Override
          public void address(Field field, int offset, IpAddress value) {
            names.add(field.label());
          }

          @Override
          public void mac(Field field, int offset, MacAddress value) {
            names.add(field.label());
          }

          @Override
          public void text(Field field, int offset, int length, String value) {
            names.add(field.label());
          }

          @Override
          public void octets(Field field, Slice value) {
            names.add(field.label());
          }
        });
    return names;
  }

  private interface Oracle {
    boolean holds(Expression test);
  }

  private static boolean truth(Expression expression, Oracle oracle) {
    return switch (expression) {
      case Expression.Joined(var joint, var parts) -> {
        long right = parts.count(part -> truth(part, oracle));
        yield switch (joint) {
          case AND -> right == parts.length();
          case OR -> right > 0;
          case XOR -> right % 2 == 1;
        };
      }
      case Expression.Not(var part) -> !truth(part, oracle);
      case Expression.Test _, Expression.Pair _ -> oracle.holds(expression);
    };
  }

  @Test
  @DisplayName("any text is a filter or a mistake within it")
  void noise() {
    var pieces = PIECES.split(" ", -1);
    for (int i = 0; i < VALUES; i++) {
      var text = new StringBuilder();
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        text.append(
            random.nextInt(8) == 0
                ? Character.toString(random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000))
                : pieces[random.nextInt(pieces.length)]);
        text.append(random.nextInt(3) == 0 ? "" : " ");
      }
      judge(text.toString());
    }
  }

  @Test
  @DisplayName("so is a good filter with a character changed, or one missing")
  void damaged() {
    for (int i = 0; i < VALUES; i++) {
      var text = new StringBuilder(expression(2).toString());
      int at = random.nextInt(text.length());
      if (random.nextBoolean()) {
        text.deleteCharAt(at);
      } else {
        text.setCharAt(at, (char) random.nextInt(' ', 0x7f));
      }
      judge(text.toString());
    }
  }

  private static void judge(String text) {
    var filter = Filter.parse(text);
    if (filter.isLeft()) {
      int column = filter.getLeft().column();
      assertTrue(column >= 1 && column <= text.length() + 1, text);
      assertEquals(3, filter.getLeft().toString().lines().count(), text);
    } else {
      var _ = Frames.ALL.values().count(filter.get()::matches);
      assertEquals(Parser.parse(text), Parser.parse(filter.get().toString()), text);
    }
  }

  private Expression expression(int depth) {
    return switch (depth == 0 ? 3 : random.nextInt(6)) {
      case 0, 1 ->
          new Expression.Joined(
              Joint.values()[random.nextInt(3)],
              some(2 + random.nextInt(3), () -> expression(depth - 1)));
      case 2 -> new Expression.Not(expression(depth - 1));
      case 3 -> pair();
      default -> test();
    };
  }

  private <T> Vector<T> some(int count, Supplier<T> one) {
    return Vector.fill(count, one);
  }

  private Subject subject() {

    return subjects.get(random.nextInt(subjects.length()));
  }

  private Operand operand(Subject subject) {
    return subject.kind() == Kind.NUMBER && random.nextInt(3) == 0
        ? new Operand(subject, random.nextInt(0x1_0000))
        : Operand.of(subject);
  }

  private Relation relation(Kind kind) {
    return Relation.values()[random.nextInt(kind.isOrdered() ? Relation.values().length : 2)];
  }

  private Expression pair() {
    var left = subject();
    var right = subject();
    return left.kind().isComparableWith(right.kind())
        ? new Expression.Pair(
            random.nextBoolean(), operand(left), relation(left.kind()), operand(right))
        : test();
  }

  private Expression test() {
    var operand = operand(subject());
    var kind = operand.subject().kind();
    int which = random.nextInt(4);
    if (which == 0 && kind.isSearchable()) {
      return checked(operand, new Check.Contains(new Needle(noise(4))));
    } else if (which == 1 && kind.isSearchable() && kind != Kind.MAC) {
      var source = Slice.utf8("^\"\\d+[a-f]{2,}\\\\(é|x)?$");
      return checked(operand, new Check.Matches(Automaton.of(source).get()));
    } else if (which == 2 && kind != Kind.PROTOCOL) {
      var spans = some(1 + random.nextInt(3), () -> span(operand.subject()));
      return checked(operand, new Check.Member(spans));
    } else if (which == 3 && kind != Kind.PROTOCOL) {
      return checked(operand, new Check.Compare(relation(kind), value(operand.subject())));
    }
    Check check = operand.isMasked() ? new Check.NotZero() : Check.Fixed.PRESENT;
    return new Expression.Test(false, operand, check);
  }

  private Expression checked(Operand operand, Check check) {
    return new Expression.Test(random.nextBoolean(), operand, check);
  }

  private Check.Member.Span span(Subject subject) {
    var one = value(subject);
    var other = value(subject);
    return random.nextBoolean() || !subject.kind().isOrdered() || one.compareTo(other) > 0
        ? new Check.Member.Span(one, one)
        : new Check.Member.Span(one, other);
  }

  private Slice noise(int most) {
    var octets = new byte[random.nextInt(most + 1)];
    random.nextBytes(octets);
    return Slice.owning(octets);
  }

  private Value value(Subject subject) {
    return switch (subject.kind()) {
      case NUMBER -> new Value.Num(number(subject));
      case BOOLEAN -> new Value.Num(random.nextInt(2));
      case TIME -> new Value.Time(random.nextLong() >> random.nextInt(60));
      case IPV4 -> network(new Ipv4Address(random.nextInt()));
      case IPV6 -> network(new Ipv6Address(random.nextLong(), random.nextLong()));
      case MAC -> new Value.Mac(new MacAddress(random.nextLong() >>> 16));
      case TEXT -> new Value.Text(noise(6).text());
      case OCTETS, PROTOCOL -> new Value.Octets(noise(6));
    };
  }

  private long number(Subject subject) {
    return subject instanceof Subject.Fields fields && fields.most().isDefined()
        ? random.nextLong(fields.most().get() + 1)
        : random.nextInt(-1000, 70000);
  }

  private Value network(IpAddress address) {
    int length = random.nextInt(address.width() + 1);
    return new Value.Network(address.masked(length), length);
  }
}
