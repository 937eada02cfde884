package dev.muster.tests.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.BatchId;
import dev.muster.contract.Json;
import dev.muster.tests.house.Repository;
import dev.muster.validate.ValidateConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster serve} asked to end, as a service manager does it, in the midst of a training. */
@Timeout(240)
class ServeEndIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String BATCH = """
            batch: served
            dataset: digits
            jobs: [{name: only, model: resnet-8, parameters: {epochs: 10}}]
            """;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private Path home;
    private Command serve;
    private URI address;

    @BeforeEach
    void start() throws Exception {
        home = folder.resolve("served");
        serve = Command.start(home, "serve", "--port", "0").until("Ctrl-C ends it");
        address = URI.create(serve.said().replaceAll("(?s).*listening on (\\S+);.*", "$1"));
    }

    @AfterEach
    void end() throws Exception {
        serve.kill();
    }

    @Test
    void theNextOneGoesOnFromTheCheckpointAndComesToTheSameModel() throws Exception {
        Path file = Files.writeString(folder.resolve("served.yaml"), BATCH);
        String batch = post();
        batch(batch, standing -> standing.at("/jobs/0/epoch").asInt() >= 2);

        Instant asked = Instant.now();
        serve.terminate();
        assertThat(serve.exit()).as(serve.said()).isZero();
        Duration took = Duration.between(asked, Instant.now());
        start();
        JsonNode job = batch(batch, standing -> standing.hasNonNull("verdict")).at("/verdict/jobs/0");
        serve.terminate();

        System.out.printf("muster serve ended within %.1f s%n", took.toMillis() / 1000.0);
        assertThat(took).isLessThan(SOON);
        assertThat(serve.exit()).as(serve.said()).isZero();
        assertThat(Files.readString(
                        home.resolve("artifacts").resolve(job.path("manifest").asText())))
                .contains("resumed after epoch ");
        assertThat(results(batch)).as("counted results").isEqualTo(1);
        assertThat(job.path("digest").asText()).isEqualTo(undisturbed(file));
    }

    private String undisturbed(Path file) throws Exception {
        return Command.start(folder.resolve("undisturbed"), "run", file.toString(), "--json")
                .json()
                .at("/verdict/jobs/0/digest")
                .asText();
    }

    private String post() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/batches"))
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(BATCH))
                .build();
        String location = CLIENT.send(request, BodyHandlers.ofString())
                .headers()
                .firstValue("location")
                .orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** What the server says of a batch, once it is so. */
    private JsonNode batch(String id, Predicate<JsonNode> so) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/batches/" + id)).build();
        JsonNode standing;
        do {
            Thread.sleep(50);
            standing = Json.mapper()
                    .readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
        } while (!so.test(standing));
        return standing;
    }

    private long results(String id) {
        ValidateConfig rules = ValidateConfig.of(List.of(Repository.ROOT));
        try (Muster muster = Muster.open(MusterConfig.embedded(new Home(home), rules), Clock.systemUTC())) {
            return muster.ledger().history().audit(new BatchId(id)).stream()
                    .filter(entry ->
                            entry.what().equals("SUCCEEDED") && entry.subject().contains("attempt-"))
                    .count();
        }
    }
}
