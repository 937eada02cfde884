package dev.muster.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.EventTypes;
import dev.muster.contract.JobId;
import dev.muster.tests.proof.Rows;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A batch on data of its own, from its request to its last verdict. */
final class Life {
    private static final URI SOURCE = URI.create("/tests/crash");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final String name;
    private final BatchId batch;

    private Life(Stage stage, int number) {
        this.stage = stage;
        this.name = "life-" + number;
        this.batch = BatchId.derive(SOURCE.toString(), name);
    }

    /**
     * Asks for it.
     *
     * @param number that no other life on this stage has
     * @param terms lines of the batch file
     * @param jobs by names that {@link Trainings} know; no two are equal
     */
    static Life begin(Stage stage, int number, String terms, String... jobs) {
        Life life = new Life(stage, number);
        String listed = IntStream.range(0, jobs.length)
                .mapToObj(i -> "  - {name: " + jobs[i] + ", model: logistic-regression, parameters: {epochs: " + (i + 1)
                        + "}}\n")
                .collect(Collectors.joining());
        life.request(
                life.name,
                "batch: " + life.name + "\ndataset: {path: " + stage.data(life.name, table(number))
                        + ", task: classification, target: y}\npromote: " + life.name + "\n" + terms + "jobs:\n"
                        + listed);
        return life;
    }

    /** A table that no other life has, so that its profile is new too. */
    private static String table(int number) {
        return IntStream.range(0, 60)
                .mapToObj(row -> row + number + "," + "ab".charAt(row % 2) + "\n")
                .collect(Collectors.joining("", "x,y\n", ""));
    }

    private void request(String id, String batch) {
        stage.send(CloudEventBuilder.v1()
                .withId(id)
                .withType(EventTypes.BATCH_REQUESTED)
                .withSource(SOURCE)
                .withData("application/yaml", batch.getBytes(StandardCharsets.UTF_8))
                .build());
    }

    /** Asks for another that is refused, and waits for the answer. */
    void askInVain() {
        request(name + "-refused", "batch: x\ndataset: nowhere\njobs: [{model: mpl}]\n");
        await(
                "refusal",
                () -> !told(EventTypes.BATCH_REJECTED, '"' + name + "-refused\"")
                        .isEmpty());
    }

    BatchId batch() {
        return batch;
    }

    JobId job(String job) {
        return JobId.derive(batch, job);
    }

    /** Everything that was said of it is said again. */
    void again() {
        List.copyOf(stage.seen()).stream()
                .filter(event ->
                        event.getId().startsWith(name) || Aftermath.text(event).contains(batch.value()))
                .forEach(stage::send);
    }

    /** The time has come that a column of its row says. */
    void now(String column) {
        Rows.run(stage.ledger(), "update batch set " + column + " = now() where id = '" + batch + "'");
    }

    /** Waits until an attempt runs that does not end by itself, and the other jobs have ended that can. */
    void awaitRunning(String... ended) {
        await("run", () -> stage.trainings().runs(batch));
        for (String job : ended) {
            await(
                    "end of " + job,
                    () -> !rows("job where state = 'SUCCEEDED' and id = '" + job(job) + "'")
                            .isEmpty());
        }
    }

    /** Waits until it has expired. */
    void awaitExpiry() {
        await(
                "expiry",
                () -> !rows("batch where expired_at is not null and id = '" + batch + "'")
                        .isEmpty());
    }

    /** Waits until so many verdicts were told. */
    void awaitVerdicts(int verdicts) {
        await(
                verdicts + " verdicts",
                () -> told(EventTypes.BATCH_COMPLETED, batch.value()).size() >= verdicts);
    }

    /** Waits for its last verdict, and until nothing of it runs; then everything must have been told, once. */
    void end(BatchState state, int verdicts) {
        awaitVerdicts(verdicts);
        boolean passed = state == BatchState.PASSED;
        await("promotion", () -> !passed || !promotions().isEmpty());
        await(
                "last attempt",
                () -> rows("attempt a join job j on j.id = a.job_id where a.state = 'RUNNING' and " + "j.batch_id = '"
                                + batch + "'")
                        .isEmpty());
        assertThat(Rows.first(stage.ledger(), "select state from batch where id = '" + batch + "'"))
                .containsExactly(state.name());
        assertThat(rows("job j where batch_id = '" + batch + "' and state <> 'SUCCEEDED' and "
                        + "not exists (select from absence where job_id = j.id)"))
                .as("jobs that are neither done nor missed")
                .isEmpty();
        assertThat(told(EventTypes.BATCH_ACCEPTED, batch.value())).hasSize(1);
        assertThat(told(EventTypes.BATCH_COMPLETED, batch.value())).hasSize(verdicts);
        assertThat(promotions()).hasSize(passed ? 1 : 0);
    }

    private Set<String> promotions() {
        return told(EventTypes.MODEL_PROMOTED, '"' + name + '"');
    }

    /** Ids of the events of a type that say a word. */
    private Set<String> told(String type, String word) {
        return stage.seen().stream()
                .filter(event ->
                        event.getType().equals(type) && Aftermath.text(event).contains(word))
                .map(CloudEvent::getId)
                .collect(Collectors.toSet());
    }

    private List<String> rows(String of) {
        return Rows.first(stage.ledger(), "select 'found' from " + of);
    }

    /** Waits for something. */
    void await(String what, BooleanSupplier there) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!there.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("no " + what + " of " + name + " in " + PATIENCE + "; it was told "
                        + stage.seen().stream().map(CloudEvent::getType).toList() + "; its history: "
                        + Rows.of(
                                stage.ledger(),
                                "select at, who, what, subject, why from audit_entry where batch_id = '" + batch
                                        + "' order by number"));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
