package io.sitehub.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules, apart from the classes they are held against. */
final class Rules {
  private static final Pattern TOPIC_NAME = Pattern.compile("site\\.[a-z-]+\\.v\\d+");

  /** Names of methods by which a program asks what time it is, and the classes that have them. */
  private static final Set<String> WALL_CLOCKS =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalTime.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.Clock.system",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.InstantSource.system",
          "java.lang.System.currentTimeMillis");

  private Rules() {}

  /** Classes of one package depend on none of the others. */
  static ArchRule independent(String of, List<String> others) {
    return noClasses()
        .that()
        .resideInAPackage(of + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.stream().map(other -> other + "..").toArray(String[]::new));
  }

  /** The packages directly below this one do not depend on each other in a circle. */
  static ArchRule withoutCycles(String module) {
    return slices().matching(module + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** Nothing outside {@code catalogue} names a topic. */
  static ArchRule topicsNamedOnlyBy(String catalogue) {
    return classes()
        .that(
            DescribedPredicate.describe(
                "are not the topic catalogue", type -> !type.getName().equals(catalogue)))
        .should(nameNoTopic());
  }

  /** Nothing but these classes, and those in these packages, asks what time it is. */
  static ArchRule timeInjectedExceptIn(List<String> wiring) {
    return noClasses()
        .that(
            DescribedPredicate.describe(
                "are not wiring", type -> wiring.stream().noneMatch(type.getName()::startsWith)))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe("asks the wall clock", Rules::asksTheWallClock));
  }

  private static boolean asksTheWallClock(JavaMethodCall call) {
    MethodCallTarget target = call.getTarget();
    return WALL_CLOCKS.contains(target.getOwner().getName() + "." + target.getName());
  }

  private static ArchCondition<JavaClass> nameNoTopic() {
    return new ArchCondition<>("have no string constant like the name of a topic") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (PoolEntry entry : ClassFile.of().parse(bytes(type)).constantPool()) {
          if (entry instanceof StringEntry constant
              && TOPIC_NAME.matcher(constant.stringValue()).matches()) {
            events.add(
                SimpleConditionEvent.violated(
                    type, type.getName() + " names " + constant.stringValue()));
          }
        }
      }
    };
  }

  private static byte[] bytes(JavaClass type) {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
