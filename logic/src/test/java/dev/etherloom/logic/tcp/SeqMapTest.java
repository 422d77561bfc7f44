package dev.etherloom.logic.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Var;
import dev.etherloom.logic.net.SeqNum;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The tree against java.util's, around the place where numbers wrap. */
class SeqMapTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void behavesAsATreeMap() {
    for (int run = 0; run < 200; run++) {
      var expected = new TreeMap<SeqNum, Integer>(SeqNum.IN_WINDOW);
      @Var SeqMap<Integer> map = SeqMap.empty();
      for (int i = 0; i < 300; i++) {
        var key = new SeqNum(0x7fff_ff80 + random.nextInt(256));
        map = change(map, expected, key, i);
        check(expected.floorEntry(key), map.floor(key).getOrNull());
        check(expected.ceilingEntry(key), map.ceiling(key).getOrNull());
        check(expected.firstEntry(), map.first().getOrNull());
        assertTrue(height(map) <= 11, "balanced");
      }
    }
  }

  private SeqMap<Integer> change(
      SeqMap<Integer> map, NavigableMap<SeqNum, Integer> expected, SeqNum key, int value) {
    int kind = random.nextInt(20);
    if (kind == 0) {
      expected.headMap(key, false).clear();
      return map.from(key);
    }
    if (kind < 7) {
      expected.remove(key);
      return map.remove(key);
    }
    expected.put(key, value);
    return map.put(key, value);
  }

  private static void check(Map.Entry<SeqNum, Integer> expected, SeqMap.Node<Integer> found) {
    assertEquals(expected == null, found == null);
    if (expected != null) {
      assertEquals(expected.getKey(), found.key());
      assertEquals(expected.getValue(), found.value());
    }
  }

  private static int height(SeqMap<Integer> map) {
    return map instanceof SeqMap.Node<Integer> node ? assertAvl(node) : 0;
  }

  private static int assertAvl(SeqMap.Node<Integer> node) {
    int left = height(node.left());
    int right = height(node.right());
    assertTrue(Math.abs(left - right) <= 1, "AVL");
    assertEquals(1 + Math.max(left, right), node.height());
    return node.height();
  }
}
