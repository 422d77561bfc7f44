package dev.etherloom.logic.dns;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.frames.Writer;
import io.vavr.collection.HashMap;

/**
 * Where in a message that is being written names stand, for those after them to point to (RFC 1035
 * §4.1.4). A tree from the root down: each label is found behind the place of what follows it, so
 * looking a name up costs its length. Labels match in their case too, which is thus kept.
 *
 * @param start the writer's position at the message's first octet
 */
record NameTable(int start, HashMap<Key, Integer> places) {
  private static final int MAX_TARGET = 0x3fff;

  /** In place of a name's place: the header stands there. */
  private static final int ROOT = 0;

  /**
   * @param parent the place of the name that follows the label
   */
  record Key(int parent, Slice label) {}

  static NameTable startingAt(int position) {
    return new NameTable(position, HashMap.empty());
  }

  /** Writes a name, the part that stands before as a pointer, and notes the place of the rest. */
  NameTable put(Writer out, DomainName name) {
    var labels = name.labels();
    @Var int known = labels.size();
    @Var int parent = ROOT;
    while (known > 0) {
      int place = places.getOrElse(new Key(parent, labels.get(known - 1)), -1);
      if (place < 0) {
        break;
      }
      parent = place;
      known--;
    }
    var fresh = labels.take(known);
    for (var label : fresh) {
      out.u8(label.length()).put(label);
    }
    int end = out.position() - start;
    if (parent == ROOT) {
      out.u8(0);
    } else {
      out.u16(0xc000 | parent);
    }
    @Var int place = end;
    @Var var noted = places;
    for (var label : fresh.reverse()) {
      place -= 1 + label.length();
      if (place > MAX_TARGET) {
        break;
      }
      noted = noted.put(new Key(parent, label), place);
      parent = place;
    }
    return new NameTable(start, noted);
  }
}
