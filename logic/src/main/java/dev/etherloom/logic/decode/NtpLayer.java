package dev.etherloom.logic.decode;

import dev.etherloom.frames.Slice;
import dev.etherloom.logic.ntp.NtpMessage;

/** A message of NTP (RFC 5905). */
record NtpLayer(Slice octets) implements Layer {
  static void walk(Region region, Walk walk) {
    walk.add(new NtpLayer(region.octets()));
    if (NtpMessage.decode(region.octets()).isLeft()) {
      var _ = walk.broken(region, Protocol.NTP);
    }
  }

  @Override
  public Protocol protocol() {
    return Protocol.NTP;
  }

  @Override
  public void fields(Fields out) {
    out.u8(TransportField.NTP_FLAGS, octets, 0);
    if (NtpMessage.decode(octets).getOrElse(new NtpMessage.Other(octets))
        instanceof NtpMessage.Time) {
      out.u8(TransportField.NTP_STRATUM, octets, 1);
      out.u8(TransportField.NTP_POLL, octets, 2);
      out.number(TransportField.NTP_PRECISION, octets.offset() + 3, 1, (byte) octets.u8(3));
      out.octets(TransportField.NTP_REFID, octets, 12, 4);
    }
  }

  @Override
  public String summary() {
    return NtpMessage.decode(octets)
        .fold(
            _ -> "NTP [cut]",
            message ->
                switch (message) {
                  case NtpMessage.Time time ->
                      "NTPv%d mode %d, stratum %d"
                          .formatted(time.version(), time.mode(), time.clock().stratum());
                  case NtpMessage.Other other ->
                      "NTPv%d mode %d".formatted(other.version(), other.mode());
                });
  }
}
