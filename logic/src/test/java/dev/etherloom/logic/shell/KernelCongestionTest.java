package dev.etherloom.logic.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.etherloom.logic.tcp.CongestionControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelCongestionTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"bbr, BBR", "reno, RENO", "cubic, CUBIC", "dctcp, CUBIC", "'', CUBIC"})
  @DisplayName("what the kernel uses is used where it is known here, else CUBIC")
  void follows(String written, CongestionControl expected) throws IOException {
    var setting = Files.writeString(folder.resolve("setting"), written + "\n");
    assertEquals(expected, KernelCongestion.read(setting));
  }

  @Test
  @DisplayName("without such a file it is CUBIC")
  void missing() {
    assertEquals(CongestionControl.CUBIC, KernelCongestion.read(folder.resolve("none")));
  }
}
