package dev.etherloom.binder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.etherloom.binder");

  @Test
  void noCycles() {
    slices().matching("dev.etherloom.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void thePolicyTouchesNothing() {
    noClasses()
        .that()
        .resideInAPackage("dev.etherloom.binder.policy..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.etherloom.frames.io..", "java.io..", "org.slf4j..", "jnr..")
        .check(classes);
  }

  @Test
  void theBinderKnowsNothingOfLogic() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.etherloom.logic..")
        .check(classes);
  }
}
