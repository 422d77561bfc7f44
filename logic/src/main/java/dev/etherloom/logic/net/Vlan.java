package dev.etherloom.logic.net;

import dev.etherloom.frames.EtherType;
import io.vavr.collection.List;

/**
 * The link a frame belongs to, told by its tags (IEEE 802.1Q, 802.1ad), outermost first. An answer
 * goes out with the tags that came.
 */
public record Vlan(List<Tag> tags) implements Comparable<Vlan> {
  public static final Vlan UNTAGGED = new Vlan(List.empty());

  /** Tags a frame may carry; one with more is refused. */
  public static final int MAX_TAGS = 2;

  public static Vlan of(int id) {
    return id == 0 ? UNTAGGED : new Vlan(List.of(new Tag(EtherType.VLAN, id)));
  }

  /**
   * One tag.
   *
   * @param protocol {@link EtherType#VLAN} or {@link EtherType#SERVICE_VLAN}
   * @param control priority (3 bits), drop eligible (1 bit), VLAN identifier (12 bits)
   */
  public record Tag(EtherType protocol, int control) {
    public static final int LENGTH = 4;

    /** The VLAN identifier, 0…4095; 0 marks a tag that carries a priority only. */
    public int id() {
      return control & 0xfff;
    }

    public int priority() {
      return control >>> 13;
    }
  }

  public int length() {
    return tags.isEmpty() ? 0 : tags.length() * Tag.LENGTH;
  }

  /** The identifiers alone, outermost highest: equal for two frames on the same link. */
  public long key() {
    return tags.isEmpty()
        ? 0
        : tags.foldLeft(0L, (key, tag) -> tag.id() == 0 ? key : key << 12 | tag.id());
  }

  /** By link: priorities and tag protocols do not count. */
  @Override
  public int compareTo(Vlan other) {
    return Long.compare(key(), other.key());
  }

  @Override
  public String toString() {
    return tags.isEmpty() ? "untagged" : tags.map(Tag::id).mkString("vlan ", ".", "");
  }
}
