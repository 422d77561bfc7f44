package dev.etherloom.logic;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.etherloom.logic.tcp.TcpEffect;
import dev.etherloom.logic.tcp.TcpTuning;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the rooms, and what keeps the core pure. */
class ArchitectureTest {
  private static final String LOGIC = "dev.etherloom.logic.";
  private static final String SHELL = LOGIC + "shell..";
  private static JavaClasses classes;

  @BeforeAll
  static void load() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.etherloom");
  }

  /** Each room and the only other rooms of logic that it may see. */
  static Stream<Arguments> rooms() {
    return Stream.of(
        Arguments.of("net", new String[] {}),
        Arguments.of("ethernet", new String[] {"net"}),
        Arguments.of("neighbor", new String[] {"net"}),
        Arguments.of("arp", new String[] {"net", "ethernet"}),
        Arguments.of("message", new String[] {"net", "ethernet"}),
        Arguments.of("ip", new String[] {"net"}),
        Arguments.of("icmp", new String[] {"net", "ip"}),
        Arguments.of("udp", new String[] {"net", "ip"}),
        Arguments.of("igmp", new String[] {"net", "ip"}),
        Arguments.of("ndp", new String[] {"net", "ip", "icmp"}),
        Arguments.of("mld", new String[] {"net", "ip", "icmp"}),
        Arguments.of("tcp", new String[] {"net", "ip"}),
        Arguments.of("capture", new String[] {"net"}),
        Arguments.of("dns", new String[] {"net"}),
        Arguments.of("dhcp", new String[] {"net"}),
        Arguments.of("llc", new String[] {"net"}),
        Arguments.of("lldp", new String[] {"net"}),
        Arguments.of("stp", new String[] {"net"}),
        Arguments.of("vxlan", new String[] {"net"}),
        Arguments.of("gre", new String[] {"net"}),
        Arguments.of("ntp", new String[] {"net"}),
        Arguments.of("tls", new String[] {"net"}),
        Arguments.of("http", new String[] {"net", "tcp"}),
        Arguments.of(
            "stack",
            new String[] {
              "net", "ethernet", "neighbor", "arp", "ip", "icmp", "ndp", "mld", "udp", "tcp"
            }));
  }

  @ParameterizedTest(name = "{0} sees {1}")
  @MethodSource("rooms")
  void arrows(String room, String[] seen) {
    var allowed =
        Stream.concat(Stream.of(room), Stream.of(seen))
            .map(name -> LOGIC + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(LOGIC + room + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.etherloom..")
                .and(not(resideInAnyPackage(allowed)))
                .and(not(resideInAPackage("dev.etherloom.frames"))))
        .check(classes);
  }

  @Test
  @DisplayName("a responder sees protocol rooms only, neither its neighbors nor the shell")
  void responders() {
    slices().matching(LOGIC + "responder.(*)..").should().notDependOnEachOther().check(classes);
    noClasses()
        .that()
        .resideInAPackage(LOGIC + "responder..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SHELL, LOGIC + "stack..", "dev.etherloom.frames.io..")
        .check(classes);
  }

  @Test
  void noCycles() {
    slices().matching("dev.etherloom.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  @DisplayName("outside the shell: no clock, chance, file, socket, thread or logger")
  void pure() {
    noClasses()
        .that()
        .resideInAPackage("dev.etherloom.logic..")
        .and()
        .resideOutsideOfPackage(SHELL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.util.concurrent..",
            "java.util.random..",
            "org.slf4j..",
            "jnr..",
            "dev.etherloom.frames.io..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Instant")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(classes);
  }

  @Test
  @DisplayName("fields are final, save where text is written")
  void finalFields() {
    fields()
        .that()
        .areDeclaredInClassesThat(
            resideInAPackage("dev.etherloom.logic..")
                .and(not(resideInAnyPackage(SHELL, LOGIC + "decode.print.."))))
        .should()
        .beFinal()
        .check(classes);
  }

  @Test
  void names() {
    noClasses()
        .that()
        .resideInAPackage("dev.etherloom..")
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .resideInAnyPackage("..util..", "..common..", "..impl..")
        .check(classes);
  }

  @Test
  @DisplayName("SHLD-13, SHLD-23: no service calls octets urgent, or changes its traffic class")
  void servicesLeaveTheWireAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(LOGIC + "tcp..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(TcpEffect.SendUrgent.class)
        .orShould()
        .callMethod(TcpTuning.class, "withTrafficClass", int.class)
        .check(classes);
  }
}
