package dev.etherloom.logic.dns;

import dev.etherloom.frames.Slice;

/** A question or a record as it stands in a message. */
public sealed interface DnsEntry {
  Section section();

  /** All its octets; their offset counts from the frame's start. */
  Slice octets();

  /** The octets of the name it begins with, as far as they stand in place. */
  Slice name();

  /** A question. */
  record Asked(Question question, Slice octets) implements DnsEntry {
    @Override
    public Section section() {
      return Section.QUESTION;
    }

    @Override
    public Slice name() {
      return octets.first(octets.length() - 4);
    }
  }

  /**
   * A record.
   *
   * @param data the octets of the record's data, the last ones of {@code octets}
   */
  record Given(Section section, ResourceRecord record, Slice octets, Slice data)
      implements DnsEntry {
    @Override
    public Slice name() {
      return octets.first(octets.length() - data.length() - ResourceRecord.FIXED);
    }
  }
}
