package dev.muster.tests.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.muster.tests.house.ByteCode.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no code but the outermost may do by itself: tell the time, draw lots, sleep. */
class HabitsTest {
    /** A call, and the classes that may make it, each with its reason. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "java.lang.Thread.sleep", Set.of(),
            "java.time.Instant.now", Set.of(),
            "java.time.LocalDate.now", Set.of(),
            "java.time.LocalDateTime.now", Set.of(),
            "java.time.OffsetDateTime.now", Set.of(),
            "java.time.ZonedDateTime.now", Set.of(),
            "java.lang.System.currentTimeMillis", Set.of(),
            "java.util.UUID.randomUUID", Set.of(),
            "java.lang.Math.random", Set.of());

    @Test
    void timeRandomnessAndIdentityAreInjected() {
        assertThat(CLASSES).hasSizeGreaterThan(200);
        noClasses()
                .should()
                .accessTargetWhere(DescribedPredicate.describe("ambient state", HabitsTest::isAmbient))
                .check(CLASSES);
    }

    /** A mere {@code new Random()} seeds itself from the time. */
    @Test
    void randomNumbersHaveASeed() {
        noClasses().should().callConstructor(java.util.Random.class).check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.concurrent.ThreadLocalRandom.class)
                .check(CLASSES);
    }

    @Test
    void nobodyPrintsButThePrograms() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.muster.cli..")
                .and()
                .doNotHaveFullyQualifiedName("dev.muster.gateway.Gateway")
                .and()
                .doNotHaveFullyQualifiedName("dev.muster.ledger.Migrate")
                .and()
                .doNotHaveFullyQualifiedName("dev.muster.images.Images")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIsAndNotThatItHelps() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(CLASSES);
    }

    private static boolean isAmbient(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        Set<String> allowed = ALLOWED.get(owner.getName() + "." + access.getName());
        // now(Clock) is the injected form.
        boolean given =
                access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget call
                        && access.getName().equals("now")
                        && !call.getRawParameterTypes().isEmpty();
        return allowed != null
                && !given
                && !allowed.contains(access.getOriginOwner().getName());
    }
}
