package dev.muster.tests.papers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.AllowedHosts;
import dev.muster.contract.Json;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.batchfile.BatchFileReader;
import dev.muster.contract.catalogue.Catalogue;
import dev.muster.contract.document.Problems;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.tests.house.Repository;
import dev.muster.validate.pipeline.Pipelines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The papers about files hold what the schemas hold, and their examples are right. */
class SchemaPapersTest {
    private static final String MARK = "<!-- from here on made from the schema -->\n";
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    /** {@code -Dmuster.papers=write} writes them anew. */
    @ParameterizedTest
    @CsvSource({
        "docs/batch-file.md, batch.schema.json",
        "docs/pipelines.md, pipelines.schema.json",
        "docs/queue.md, queue.schema.json"
    })
    void aPaperSaysWhatItsSchemaSays(String paper, String schema) throws IOException {
        String text = Repository.text(paper);
        String tables = new SchemaPaper(Json.mapper()
                        .readTree(BatchFileReader.class.getResourceAsStream("/dev/muster/contract/" + schema)))
                .tables();
        String whole = text.substring(0, text.indexOf(MARK) + MARK.length()) + "\n" + tables.strip() + "\n";
        if ("write".equals(System.getProperty("muster.papers"))) {
            Files.writeString(Repository.ROOT.resolve(paper), whole);
            return;
        }

        assertThat(text)
                .as("write it anew: ./mvnw -pl tests -am verify -Dmuster.papers=write")
                .isEqualTo(whole);
    }

    static Stream<String> batches() {
        return examples("docs/batch-file.md");
    }

    @ParameterizedTest
    @MethodSource("batches")
    void aBatchInThePaperIsOne(String yaml) {
        Problems problems = new Problems();
        var reader =
                new BatchFileReader(Catalogue.builtIn(), RetryPolicy.DEFAULT, AllowedHosts.parse("ci.example.com"));

        reader.read(yaml.getBytes(StandardCharsets.UTF_8), "example", problems);

        problems.throwIfAny();
    }

    @Test
    void thePipelinesInThePaperAreSome() throws IOException {
        assertThat(examples("docs/pipelines.md")).isNotEmpty().allSatisfy(yaml -> {
            Path file = Files.writeString(folder.resolve("pipelines.yaml"), yaml);
            Files.copy(
                    Repository.ROOT.resolve("examples/penguins.yaml"),
                    folder.resolve("penguins.yaml"),
                    StandardCopyOption.REPLACE_EXISTING);
            assertThat(Pipelines.read(file)).isNotNull();
        });
    }

    @Test
    void theQueueInThePaperIsOne() {
        assertThat(examples("docs/queue.md")).isNotEmpty().allSatisfy(yaml -> {
            Path file = Files.writeString(folder.resolve("queue.yaml"), yaml);
            assertThat(QueuePolicy.read(file).teams()).isNotEmpty();
        });
    }

    private static Stream<String> examples(String paper) {
        return YAML.matcher(Repository.text(paper)).results().map(match -> match.group(1));
    }
}
