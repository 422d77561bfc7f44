package dev.etherloom.logic.shell;

import dev.etherloom.frames.MacAddress;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.net.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A secret that stays the same from start to start: a hash of the machine's id (machine-id(5)) and
 * the host's MAC address. Where the machine has no id, the MAC address alone has to do.
 */
final class StableSecret {
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  private StableSecret() {}

  static Secret of(MacAddress mac) {
    var text = "etherloom stable " + machineId() + " " + mac;
    try {
      var hash =
          Slice.owning(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
      return new Secret(hash.i64(0), hash.i64(8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String machineId() {
    try {
      return Files.readString(MACHINE_ID).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
