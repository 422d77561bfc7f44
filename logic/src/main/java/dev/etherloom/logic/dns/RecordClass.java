package dev.etherloom.logic.dns;

/**
 * The class of a record or a question (RFC 1035 §3.2.4). The high bit is mDNS's: "cache flush" in a
 * record, "unicast response" in a question (RFC 6762 §18). An OPT record has a size here.
 *
 * @param number 0…65535, the high bit included
 */
public record RecordClass(int number) {
  public static final RecordClass IN = new RecordClass(1);
  public static final RecordClass CH = new RecordClass(3);
  public static final RecordClass HS = new RecordClass(4);
  public static final RecordClass NONE = new RecordClass(254);
  public static final RecordClass ANY = new RecordClass(255);

  /** By name, or as {@code CLASS4096} (RFC 3597 §5). */
  @Override
  public String toString() {
    return switch (number) {
      case 1 -> "IN";
      case 3 -> "CH";
      case 4 -> "HS";
      case 254 -> "NONE";
      case 255 -> "ANY";
      default -> "CLASS" + number;
    };
  }
}
