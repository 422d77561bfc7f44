package dev.etherloom.logic.dns;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What an OPT record says in the fields of class and time to live (RFC 6891 §6.1.3).
 *
 * @param owner the root, as it has to be
 * @param payload octets that the sender takes by UDP, 0…65535; less than 512 means 512
 * @param extendedCode the high eight bits of the response code, 0…255
 * @param version 0…255
 * @param flags 0…65535, DNSSEC OK the highest (RFC 3225), the others reserved
 */
public record Edns(
    DomainName owner,
    int payload,
    int extendedCode,
    int version,
    int flags,
    Vector<EdnsOption> options) {
  public static final int DNSSEC_OK = 0x8000;

  /** None where the record is no OPT. */
  public static Option<Edns> of(ResourceRecord record) {
    long word = record.timeToLive();
    return record.data() instanceof RecordData.Opt(var options)
        ? Option.some(
            new Edns(
                record.owner(),
                record.recordClass().number(),
                (int) (word >>> 24) & 0xff,
                (int) (word >>> 16) & 0xff,
                (int) word & 0xffff,
                options))
        : Option.none();
  }

  public boolean isDnssecOk() {
    return (flags & DNSSEC_OK) != 0;
  }

  /** The record that says this. */
  public ResourceRecord toRecord() {
    long word = (long) extendedCode << 24 | (long) version << 16 | flags;
    return new ResourceRecord(owner, new RecordClass(payload), word, new RecordData.Opt(options));
  }
}
