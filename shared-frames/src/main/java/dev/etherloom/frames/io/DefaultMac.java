package dev.etherloom.frames.io;

import dev.etherloom.frames.MacAddress;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The MAC address that binder and logic agree on without a word: a locally administered one, hashed
 * from the machine's id (machine-id(5)) and the raw_to_logic path. The id itself cannot be told
 * from it.
 */
public final class DefaultMac {
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");
  private static final long LOCAL = 0x0200_0000_0000L;
  private static final long HASHED = 0x00ff_ffff_ffffL;

  private DefaultMac() {}

  /** The address, or why there is none and what to do. */
  public static Either<String, MacAddress> of(Path rawToLogic) {
    return of(MACHINE_ID, rawToLogic);
  }

  static Either<String, MacAddress> of(Path machineId, Path rawToLogic) {
    try {
      var id = Files.readString(machineId).strip();
      return id.isEmpty() ? missing(machineId) : Either.right(hash(id, rawToLogic));
    } catch (IOException e) {
      return missing(machineId);
    }
  }

  private static Either<String, MacAddress> missing(Path machineId) {
    return Either.left(
        "--mac is required: this machine has no id in %s to make a MAC address from"
            .formatted(machineId));
  }

  private static MacAddress hash(String id, Path rawToLogic) {
    var text = "etherloom " + id + " " + rawToLogic.toAbsolutePath().normalize();
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      long bits = new java.math.BigInteger(1, digest).longValue();
      return new MacAddress(LOCAL | (bits & HASHED));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
