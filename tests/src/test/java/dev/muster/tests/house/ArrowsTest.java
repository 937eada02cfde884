package dev.muster.tests.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.muster.tests.house.ByteCode.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may know which: the table in {@code docs/architecture.md}, held against the byte code. */
class ArrowsTest {
    private static final Set<String> ALL = Set.of(
            "contract",
            "artifacts",
            "data",
            "embedded",
            "ledger",
            "trainer",
            "edge",
            "gateway",
            "validate",
            "train",
            "aggregate",
            "console");

    /** Module (the package below {@code dev.muster}) to the modules that it may depend on. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("contract", Set.of()),
            Map.entry("artifacts", Set.of()),
            Map.entry("data", Set.of("contract", "artifacts")),
            Map.entry("embedded", Set.of("contract", "edge")),
            Map.entry("ledger", Set.of("contract")),
            Map.entry("trainer", Set.of("contract", "artifacts", "data")),
            Map.entry("edge", Set.of("contract")),
            Map.entry("gateway", Set.of("contract", "artifacts", "data", "edge", "trainer")),
            Map.entry("validate", Set.of("contract", "ledger", "artifacts", "data", "edge")),
            Map.entry("train", Set.of("contract", "ledger", "edge")),
            Map.entry("aggregate", Set.of("contract", "ledger", "artifacts", "edge")),
            Map.entry("console", Set.of("contract", "ledger", "edge")),
            Map.entry("images", Set.of("contract", "embedded")),
            Map.entry("cli", ALL)));

    static Set<String> modules() {
        return ARROWS.keySet();
    }

    /** A rule over classes that were not found would hold for nothing. */
    @ParameterizedTest
    @MethodSource("modules")
    void everyClassWasSeen(String module) {
        Set<String> seen = classes(module)
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getName)
                .filter(name -> !name.endsWith("package-info"))
                .collect(Collectors.toCollection(TreeSet::new));

        System.out.printf("%s: %d classes%n", module, classes(module).count());
        assertThat(seen).isNotEmpty().containsAll(sources(module));
    }

    private static Set<String> sources(String module) {
        String folder = Repository.MODULES.stream()
                .filter(path -> path.equals(module) || path.endsWith("/" + module))
                .findFirst()
                .orElseThrow();
        Path root = Repository.ROOT.resolve(folder).resolve("src/main/java");
        return Repository.java(folder, "main")
                .map(file -> root.relativize(file).toString())
                .filter(file -> !file.endsWith("package-info.java"))
                .map(file -> file.substring(0, file.length() - ".java".length()).replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsOnlyWhatItMay(String module) {
        noClasses()
                .that(resideInAPackage("dev.muster." + module + ".."))
                .should()
                .dependOnClassesThat(describe("are of a module outside of " + ARROWS.get(module), type -> {
                    String other = module(type);
                    return !other.isEmpty()
                            && !other.equals(module)
                            && !ARROWS.get(module).contains(other);
                }))
                .check(CLASSES);
    }

    @Test
    void everyPackageBelongsToAModule() {
        assertThat(CLASSES.stream().map(ArrowsTest::module).collect(Collectors.toSet()))
                .isEqualTo(modules());
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("dev.muster.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.muster.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void coresKnowNoFramework() {
        DescribedPredicate<JavaClass> shells =
                resideInAnyPackage("dev.muster.*.function..", "dev.muster.edge.quarkus..");
        noClasses()
                .that(resideInAPackage("dev.muster..").and(DescribedPredicate.not(shells)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "io.smallrye.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheEmbeddedBrokerTheCommandLineTheGatewayAndItsStandInServeHttpThemselves() {
        noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(
                        "dev.muster.embedded.broker..",
                        "dev.muster.cli..",
                        "dev.muster.gateway.http..",
                        "dev.muster.images..")))
                .should()
                .dependOnClassesThat(resideInAPackage("com.sun.net.httpserver.."))
                .check(CLASSES);
    }

    @Test
    void onlyOnePackageKnowsRayAndOneEachTheLibrariesThatLearn() {
        only("dev.muster.trainer.ray..", "io.ray..");
        only("dev.muster.trainer.djl..", "ai.djl..");
        only("dev.muster.trainer.boosting..", "ml.dmlc..");
    }

    @Test
    void onlyTheLedgerSpeaksSql() {
        noClasses()
                .that(DescribedPredicate.not(
                        resideInAnyPackage("dev.muster.ledger..", "dev.muster.embedded.postgres..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql.."))
                .check(CLASSES);
    }

    private static void only(String mine, String library) {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage(mine)))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(CLASSES);
    }

    private static Stream<JavaClass> classes(String module) {
        return CLASSES.stream().filter(type -> module(type).equals(module));
    }

    /** Empty for classes that are not ours. */
    private static String module(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 && parts[0].equals("dev") && parts[1].equals("muster") ? parts[2] : "";
    }
}
