package dev.etherloom.logic.shell;

import dev.etherloom.logic.tcp.CongestionControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What whoever keeps this machine chose for its own connections is what ours use, too, as a new
 * network namespace does: CUBIC on most, BBR where losses are common.
 */
final class KernelCongestion {
  /** See tcp(7). */
  private static final Path SETTING = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");

  private KernelCongestion() {}

  static CongestionControl usual() {
    return read(SETTING);
  }

  /** What a file names; CUBIC (RFC 9438) where it names none that is known here, or is none. */
  static CongestionControl read(Path setting) {
    try {
      return CongestionControl.named(Files.readString(setting).strip())
          .getOrElse(CongestionControl.CUBIC);
    } catch (IOException e) {
      return CongestionControl.CUBIC; // not Linux, or /proc is hidden
    }
  }
}
