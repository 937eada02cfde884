package dev.muster.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written about the code says what the code is. */
class PapersTest {
    private static final Pattern COORDINATES = Pattern.compile("`([a-z0-9._-]+:[A-Za-z0-9._-]+\\*?)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    static List<Path> packages() {
        return Repository.java("main").stream().map(Path::getParent).distinct().toList();
    }

    static List<Path> papers() {
        return Stream.of(".", "docs", "docs/adr", "examples", "knative", "benchmarks", "argocd")
                .map(folder -> Repository.ROOT.resolve(folder).normalize())
                .filter(Files::isDirectory)
                .flatMap(folder -> Repository.files(folder, ".md").stream()
                        .filter(file -> file.getParent().equals(folder)))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void everyPackageSaysWhatItIsAndIsNullMarked(Path folder) {
        Path info = folder.resolve("package-info.java");

        assertThat(info).exists();
        assertThat(Repository.text(info)).contains("@NullMarked").containsPattern("(?s)/\\*\\*.*[a-z].*\\*/");
    }

    @Test
    void everyTopLevelFolderIsExplainedSomewhereInTheMap() {
        String map = Repository.text("docs/architecture.md") + Repository.text("README.md");
        Set<String> folders = topLevel();

        assertThat(folders).contains("contract", "functions", "tests", "docs");
        assertThat(folders)
                .allSatisfy(folder ->
                        assertThat(map).as("a sentence about " + folder).contains(folder + "/"));
    }

    private static Set<String> topLevel() {
        Set<String> folders = Stream.of("docs", "examples", "knative", "argocd")
                .filter(folder -> Files.isDirectory(Repository.ROOT.resolve(folder)))
                .collect(Collectors.toCollection(TreeSet::new));
        Repository.MODULES.forEach(module -> folders.add(module.split("/", -1)[0]));
        return folders;
    }

    @Test
    void everyDirectDependencyIsAccountedForAndNoOther() {
        Set<String> written = COORDINATES
                .matcher(Repository.text("docs/dependencies.md"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = Repository.MODULES.stream()
                .flatMap(module ->
                        Poms.dependencies(Repository.ROOT.resolve(module).resolve("pom.xml")).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(written).isEqualTo(used);
    }

    @ParameterizedTest
    @MethodSource("papers")
    void linksLeadSomewhere(Path paper) {
        Matcher links = LINK.matcher(Repository.text(paper));

        assertThat(links.results()
                        .map(link -> link.group(1))
                        .filter(target -> !Files.exists(paper.resolveSibling(target))))
                .isEmpty();
    }
}
