package dev.muster.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.Problem;
import dev.muster.contract.Profile;
import dev.muster.ledger.Acceptance;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {
    @TempDir
    Path folder;

    private final List<String> accepted = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    @Test
    void whatIsWrongForOnePipelineKeepsNoOtherFromStarting() throws IOException {
        Path root = folder.toRealPath();
        Files.createDirectory(root.resolve("incoming"));
        Files.writeString(root.resolve("rows.csv"), "x,y\n" + "1,a\n2,b\n".repeat(20));
        Path pipelines = root.resolve("pipelines.yaml");
        Files.writeString(pipelines, """
                buckets: {incoming: incoming}
                pipelines:
                  - name: of-the-object
                    on: {type: com.amazonaws.s3.ObjectCreated*, bucket: incoming}
                    batch: {dataset: {path: "${file}", task: classification, target: y}, jobs: [{model: mlp}]}
                  - name: of-the-table
                    on: {type: com.amazonaws.s3.ObjectCreated*, bucket: incoming}
                    batch: {dataset: {path: %s, task: classification, target: y}, jobs: [{model: mlp}]}
                """.formatted(root.resolve("rows.csv")));
        ValidateConfig usual = ValidateConfig.of(List.of(root));
        ValidateConfig config =
                new ValidateConfig(usual.roots(), usual.hosts(), usual.retry(), null, null, pipelines, null);
        Validate validate = Validate.open(config, Resolver.open(config), admission(), Clock.systemUTC());

        List<Answer> answers = validate.answer(created("not-there.csv"));

        assertThat(answers)
                .extracting(Answer::decision)
                .hasExactlyElementsOfTypes(Decision.Rejected.class, Decision.Accepted.class);
        assertThat(refused).containsExactly("1 for the pipeline of-the-object");
        assertThat(accepted).containsExactly("1 for the pipeline of-the-table");
    }

    private static CloudEvent created(String key) {
        String data = """
                {"s3": {"bucket": {"name": "incoming"}, "object": {"key": "%s", "sequencer": "01"}}}
                """.formatted(key);
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/buckets/incoming"))
                .withType("com.amazonaws.s3.ObjectCreated.Put")
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private Admission admission() {
        return new Admission() {
            @Override
            public Acceptance accept(BatchId id, BatchSpec spec, List<Profile> profiles, String cause, String origin) {
                accepted.add(cause);
                return new Acceptance(true, BatchState.RUNNING);
            }

            @Override
            public void refuse(String cause, String origin, List<Problem> problems) {
                refused.add(cause);
            }
        };
    }
}
