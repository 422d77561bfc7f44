package dev.etherloom.bench;

import dev.etherloom.logic.capture.CaptureRecord;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code Mix FILE ROUNDS}: the frames of {@link DecodeBenchmark} as a pcap file, that many times. */
public final class Mix {
  private Mix() {}

  public static void main(String[] arguments) throws IOException {
    int rounds = Integer.parseInt(arguments[1]);
    var file = Files.newOutputStream(Path.of(arguments[0]));
    try (var out = new DataOutputStream(new BufferedOutputStream(file, 1 << 20))) {
      out.writeInt(0xa1b2c3d4);
      out.writeInt(0x0002_0004);
      out.writeLong(0);
      out.writeInt(65_535);
      out.writeInt(1);
      for (int i = 0; i < rounds; i++) {
        for (var record : DecodeBenchmark.mix()) {
          write(out, i, (CaptureRecord.Packet) record);
        }
      }
    }
  }

  private static void write(DataOutputStream out, int second, CaptureRecord.Packet packet)
      throws IOException {
    out.writeInt(1_700_000_000 + second);
    out.writeInt(0);
    out.writeInt(packet.captured().length());
    out.writeInt(packet.captured().length());
    out.write(packet.captured().toBytes());
  }
}
