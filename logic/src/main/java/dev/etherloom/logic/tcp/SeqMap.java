package dev.etherloom.logic.tcp;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.SeqNum;
import io.vavr.control.Option;

/**
 * An immutable map from the sequence numbers of one window, in their order: a balanced tree (AVL)
 * that also finds neighbors, which vavr's do not. Every operation takes at most logarithmic time.
 */
sealed interface SeqMap<V> {
  record Empty<V>() implements SeqMap<V> {
    private static final SeqMap<?> SHARED = new Empty<>();
  }

  /** An entry with those before and those behind it. */
  record Node<V>(SeqMap<V> left, SeqNum key, V value, SeqMap<V> right, int height)
      implements SeqMap<V> {}

  @SuppressWarnings("unchecked") // an empty map holds no value of any type
  static <V> SeqMap<V> empty() {
    return (SeqMap<V>) Empty.SHARED;
  }

  default boolean isEmpty() {
    return this instanceof Empty;
  }

  private static int height(SeqMap<?> map) {
    return map instanceof Node<?> node ? node.height : 0;
  }

  private static <V> SeqMap<V> node(SeqMap<V> left, Node<V> middle, SeqMap<V> right) {
    return node(left, middle.key, middle.value, right);
  }

  private static <V> SeqMap<V> node(SeqMap<V> left, SeqNum key, V value, SeqMap<V> right) {
    return new Node<>(left, key, value, right, 1 + Math.max(height(left), height(right)));
  }

  /** The map with {@code key} standing for {@code value}. */
  default SeqMap<V> put(SeqNum key, V value) {
    return switch (this) {
      case Empty<V> none -> node(none, key, value, none);
      case Node<V> at when key.before(at.key) -> join(at.left.put(key, value), at, at.right);
      case Node<V> at when key.after(at.key) -> join(at.left, at, at.right.put(key, value));
      case Node<V> at -> node(at.left, key, value, at.right);
    };
  }

  default SeqMap<V> remove(SeqNum key) {
    return switch (this) {
      case Empty<V> none -> none;
      case Node<V> at when key.before(at.key) -> join(at.left.remove(key), at, at.right);
      case Node<V> at when key.after(at.key) -> join(at.left, at, at.right.remove(key));
      case Node<V> at when at.right instanceof Node<V> -> {
        var next = at.right.first().get();
        yield join(at.left, next, at.right.remove(next.key));
      }
      case Node<V> at -> at.left;
    };
  }

  /** All entries from {@code key} on. */
  default SeqMap<V> from(SeqNum key) {
    return switch (this) {
      case Empty<V> none -> none;
      case Node<V> at when at.key.before(key) -> at.right.from(key);
      case Node<V> at -> join(at.left.from(key), at, at.right);
    };
  }

  /** Balances: the heights of the sides may differ as they like. */
  private static <V> SeqMap<V> join(SeqMap<V> left, Node<V> middle, SeqMap<V> right) {
    int lean = height(left) - height(right);
    if (lean > 1 && left instanceof Node<V> high) {
      return rotated(high.left, high, join(high.right, middle, right));
    }
    if (lean < -1 && right instanceof Node<V> high) {
      return rotated(join(left, middle, high.left), high, high.right);
    }
    return node(left, middle, right);
  }

  /** Puts sides together of which one may be two higher than the other. */
  private static <V> SeqMap<V> rotated(SeqMap<V> left, Node<V> middle, SeqMap<V> right) {
    int lean = height(left) - height(right);
    if (lean > 1 && left instanceof Node<V> high) {
      return height(high.left) >= height(high.right)
          ? node(high.left, high, node(high.right, middle, right))
          : twice(high.left, high, (Node<V>) high.right, middle, right);
    }
    if (lean < -1 && right instanceof Node<V> high) {
      return height(high.right) >= height(high.left)
          ? node(node(left, middle, high.left), high, high.right)
          : twice(left, middle, (Node<V>) high.left, high, high.right);
    }
    return node(left, middle, right);
  }

  private static <V> SeqMap<V> twice(
      SeqMap<V> left, Node<V> low, Node<V> top, Node<V> high, SeqMap<V> right) {
    return node(node(left, low, top.left), top, node(top.right, high, right));
  }

  default Option<Node<V>> first() {
    @Var Option<Node<V>> found = Option.none();
    @Var SeqMap<V> map = this;
    while (map instanceof Node<V> at) {
      found = Option.some(at);
      map = at.left;
    }
    return found;
  }

  /** The entry at {@code key}, or the last one before it. */
  default Option<Node<V>> floor(SeqNum key) {
    @Var Option<Node<V>> found = Option.none();
    @Var SeqMap<V> map = this;
    while (map instanceof Node<V> at) {
      if (at.key.after(key)) {
        map = at.left;
      } else {
        found = Option.some(at);
        map = at.right;
      }
    }
    return found;
  }

  /** The entry at {@code key}, or the first one behind it. */
  default Option<Node<V>> ceiling(SeqNum key) {
    @Var Option<Node<V>> found = Option.none();
    @Var SeqMap<V> map = this;
    while (map instanceof Node<V> at) {
      if (at.key.before(key)) {
        map = at.right;
      } else {
        found = Option.some(at);
        map = at.left;
      }
    }
    return found;
  }
}
