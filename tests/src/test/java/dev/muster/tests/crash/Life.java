package dev.muster.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchId;
import dev.muster.contract.EventTypes;
import dev.muster.tests.proof.Promises;
import dev.muster.tests.proof.Rows;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A batch on data of its own from its request to its verdict, and beside it a request that is refused. */
final class Life {
    private static final URI SOURCE = URI.create("/tests/crash");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final String name;
    private final String batch;

    private Life(Stage stage, int number) {
        this.stage = stage;
        this.name = "life-" + number;
        this.batch = BatchId.derive(SOURCE.toString(), name).value();
    }

    /**
     * Asks for both.
     *
     * @param number that no other life on this stage has
     * @param jobs by names that the gateway knows
     */
    static Life begin(Stage stage, int number, String... jobs) {
        Life life = new Life(stage, number);
        StringBuilder wanted = new StringBuilder("batch: " + life.name + "\ndataset: {path: "
                + stage.data(life.name, table(number)) + ", task: classification, target: y}\npromote: " + life.name
                + "\njobs:\n");
        for (String job : jobs) {
            wanted.append("  - {name: " + job + ", model: logistic-regression, parameters: {epochs: " + job.length()
                    + "}}\n");
        }
        stage.send(request(life.name, wanted.toString()));
        stage.send(request(life.name + "-refused", "batch: x\ndataset: nowhere\njobs: [{model: mpl}]\n"));
        return life;
    }

    /** A table that no other life has, so that its profile is new too. */
    private static String table(int number) {
        return IntStream.range(0, 60)
                .mapToObj(row -> row + number + "," + "ab".charAt(row % 2) + "\n")
                .collect(Collectors.joining("", "x,y\n", ""));
    }

    /** Everything that was said of it is said again. */
    void again() {
        List.copyOf(stage.seen()).stream()
                .filter(event -> event.getId().startsWith(name) || text(event).contains(batch))
                .forEach(stage::send);
    }

    /** Waits until both are answered, and then holds all that happened so far against the promises. */
    void end() {
        Instant end = Instant.now().plus(PATIENCE);
        while (!over()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("no end of " + name + " in " + PATIENCE + "; it was told "
                        + stage.seen().stream().map(CloudEvent::getType).toList());
            }
            pause();
        }
        assertThat(Rows.first(stage.ledger(), "select state from batch where id = '" + batch + "'"))
                .containsExactly("PASSED");
        assertThat(Rows.first(stage.ledger(), "select distinct state from job where batch_id = '" + batch + "'"))
                .containsExactly("SUCCEEDED");
        assertThat(Promises.broken(stage.ledger())).isEmpty();
        for (String type : List.of(EventTypes.BATCH_ACCEPTED, EventTypes.BATCH_COMPLETED, EventTypes.MODEL_PROMOTED)) {
            assertThat(told(type, about(type))).as(type).hasSize(1);
        }
        assertThat(contradictions()).as("events of one id that say two things").isEmpty();
    }

    private String about(String type) {
        return type.equals(EventTypes.MODEL_PROMOTED) ? '"' + name + '"' : batch;
    }

    private boolean over() {
        return !told(EventTypes.BATCH_COMPLETED, batch).isEmpty()
                && !told(EventTypes.MODEL_PROMOTED, about(EventTypes.MODEL_PROMOTED))
                        .isEmpty()
                && !told(EventTypes.BATCH_REJECTED, '"' + name + "-refused\"").isEmpty();
    }

    /** Ids of the events of a type that say a word. */
    private Set<String> told(String type, String word) {
        return stage.seen().stream()
                .filter(event -> event.getType().equals(type) && text(event).contains(word))
                .map(CloudEvent::getId)
                .collect(Collectors.toSet());
    }

    private Set<String> contradictions() {
        Map<String, Set<String>> said = new HashMap<>();
        stage.seen()
                .forEach(event -> said.merge(event.getId(), Set.of(text(event)), (one, other) -> {
                    Set<String> both = new TreeSet<>(one);
                    both.addAll(other);
                    return both;
                }));
        return said.entrySet().stream()
                .filter(event -> event.getValue().size() > 1)
                .map(Map.Entry::toString)
                .collect(Collectors.toSet());
    }

    private static String text(CloudEvent event) {
        return event.getData() == null ? "" : new String(event.getData().toBytes(), StandardCharsets.UTF_8);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CloudEvent request(String id, String batch) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withType(EventTypes.BATCH_REQUESTED)
                .withSource(SOURCE)
                .withData("application/yaml", batch.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
