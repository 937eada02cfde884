package dev.muster.gateway.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Assignment;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.contract.Resources;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.trainer.Manifest;
import dev.muster.trainer.ray.Claim;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a submission to a result, and what may go wrong around it. */
class ProgramsTest {
    private static final Map<String, Object> PARAMETERS = Map.of("epochs", 3, "words", "none");

    @TempDir
    Path folder;

    private FakeRay ray;
    private Rig rig;
    private Programs programs;
    private Assignment job;
    private String id;

    @BeforeEach
    void open() throws IOException {
        ray = new FakeRay();
        rig = new Rig(folder).program("demo", "pass");
        programs = rig.gateway(ray.dashboard());
        job = rig.assignment("demo", 1, PARAMETERS);
        id = JobOrder.id(job.attempt());
    }

    @AfterEach
    void close() {
        programs.close();
        ray.close();
    }

    private void submit() {
        programs.submit("laptop", List.of(job));
        programs.tick();
    }

    @Test
    void whatAProgramMakesIsStoredWithItsProvenanceAndThenReported() {
        submit();
        Puppet program = rig.puppet(job);
        ray.job(id).status = "RUNNING";
        program.epoch(1);
        program.epoch(2);
        programs.tick();
        program.epoch(3);
        program.succeeds("the model", 0.9);
        ray.job(id).ends("SUCCEEDED", 0);
        programs.tick();

        Outcome.Succeeded outcome = (Outcome.Succeeded) rig.journal.outcome();
        Manifest manifest = Json.read(rig.store.get(outcome.manifest()).orElseThrow(), Manifest.class);
        assertThat(rig.journal.epochs()).containsExactly(1, 2, 3);
        assertThat(rig.journal.channels).containsExactly("laptop");
        assertThat(outcome.metrics()).containsExactly(Map.entry("accuracy", 0.9));
        assertThat(outcome.epochs()).isEqualTo(3);
        assertThat(outcome.model()).isEqualTo(Digest.of("the model".getBytes(StandardCharsets.UTF_8)));
        assertThat(rig.store.get(manifest.model().path())).hasValue("the model".getBytes(StandardCharsets.UTF_8));
        assertThat(manifest.provenance().job()).isEqualTo(job.job());
        assertThat(manifest.provenance().versions())
                .containsEntry("python", "3")
                .containsKey("muster");
        assertThat(manifest.baseline()).containsKey("accuracy");
        assertThat(manifest.history()).hasSize(3);
        assertThat(program.folder()).doesNotExist();
    }

    @Test
    void theCommandLineHasNothingOfARequestAndTheJobIsPinnedToTheHead() {
        job = rig.assignment("demo", 1, Map.of("words", "$(touch x)"), new Resources(2, 0, 1000));

        submit();

        FakeRay.Job order = ray.job(id);
        assertThat(order.entrypoint())
                .matches("/usr/bin/python3 /[A-Za-z0-9._/-]+/programs/runner.py /[A-Za-z0-9._/-]+/attempt-1");
        assertThat(order.order.toString()).doesNotContain("touch").doesNotContain(FakeRay.TOKEN);
        assertThat(order.order.path("entrypoint_num_cpus").asInt()).isEqualTo(2);
        assertThat(order.order.path("entrypoint_memory").asInt()).isEqualTo(1000);
        assertThat(order.order.path("entrypoint_resources").path(Claim.HEAD).asDouble())
                .isEqualTo(0.001);
    }

    @Test
    void theSameSubmissionAgainChangesNothingAndAKnownResultIsReportedAgain() {
        submit();
        submit();
        rig.puppet(job).succeeds("m", 1);
        ray.job(id).ends("SUCCEEDED", 0);
        programs.tick();
        submit();

        assertThat(ray.jobs).hasSize(1);
        assertThat(rig.journal.results).hasSize(2);
        assertThat(rig.journal.results.get(0)).isEqualTo(rig.journal.results.get(1));
    }

    @Test
    void anAnswerThatIsLostIsNoFailure() {
        ray.answersToLose = 1;

        submit();

        assertThat(ray.jobs).hasSize(1);
        assertThat(rig.journal.results).isEmpty();
        assertThat(programs.attempts().get(0).state()).isEqualTo(AttemptStatus.State.RUNNING);
    }

    @Test
    void aLaunchThatFailsOnceIsTriedAgain() {
        ray.failures = 2;

        submit();
        assertThat(ray.jobs).isEmpty();
        programs.tick();
        programs.tick();

        assertThat(ray.jobs).hasSize(1);
        assertThat(rig.journal.results).isEmpty();
    }

    @Test
    void aRayThatNeverAnswersIsGivenUpAndMayBeTriedAgain() {
        programs = rig.gateway(URI.create("http://127.0.0.1:1"));
        submit();
        assertThat(rig.journal.results).isEmpty();

        rig.clock.pass(Duration.ofMinutes(2));
        programs.tick();

        assertThat(rig.journal.failure()).startsWith("TRANSIENT: Ray's Jobs API does not answer");
    }

    @Test
    void aWrongTokenIsToldOfAtOnce() throws IOException {
        Files.writeString(rig.folder.resolve("token"), "guessed");

        submit();

        assertThat(rig.journal.failure()).isEqualTo("TRANSIENT: Ray refuses the cluster's token (HTTP 403)");
    }

    @Test
    void aGatewayThatIsStartedAgainGoesOnWithAJobThatRuns() {
        submit();
        rig.puppet(job).epoch(1);
        ray.job(id).status = "RUNNING";
        programs.tick();

        programs = rig.gateway(ray.dashboard());
        submit();
        rig.puppet(job).epoch(2);
        rig.puppet(job).succeeds("m", 1);
        ray.job(id).ends("SUCCEEDED", 0);
        programs.tick();

        Outcome.Succeeded outcome = (Outcome.Succeeded) rig.journal.outcome();
        assertThat(ray.jobs).hasSize(1);
        assertThat(outcome.epochs()).isEqualTo(2);
    }

    @Test
    void aResultWhoseReportWasLostIsFoundAgain() {
        submit();
        rig.puppet(job).succeeds("m", 1);
        ray.job(id).ends("SUCCEEDED", 0);
        programs.tick();
        ray.jobs.clear();

        programs = rig.gateway(ray.dashboard());
        submit();

        assertThat(rig.journal.results).hasSize(2);
        assertThat(rig.journal.results.get(1).outcome())
                .isEqualTo(rig.journal.results.get(0).outcome());
        assertThat(ray.jobs).isEmpty();
    }

    @Test
    void aProgramThatIsNotTheOneThatTheBatchAsksForIsRefused() throws IOException {
        rig.program("demo", "print('something else')");

        submit();

        assertThat(rig.journal.failure())
                .startsWith("INVALID: model: the batch asks for " + job.job().algorithm()
                        + ", but this cluster has program:demo@")
                .endsWith("bring the same programs to the cluster, or submit the batch again");
        assertThat(ray.jobs).isEmpty();
    }

    @Test
    void aProgramThatIsNotThereIsRefused() {
        for (String name : List.of("other", "..", "x/../demo")) {
            rig.journal.results.clear();
            programs.submit(null, List.of(rig.assignment(name, 1, PARAMETERS)));
            programs.tick();

            assertThat(rig.journal.failure()).startsWith("INVALID: model: this cluster has no program program:" + name);
        }
        assertThat(ray.jobs).isEmpty();
    }

    @Test
    void whatNoNodeCouldEverRunIsRefusedAtOnce() throws IOException {
        programs.submit(null, List.of(rig.assignment("demo", 1, PARAMETERS, new Resources(5, 0, 0))));

        assertThat(rig.journal.failure()).isEqualTo("INVALID: resources: asks for 5 cores, but the head has 4");

        Path file = rig.programs.resolve("demo/program.yaml");
        Files.writeString(file, "driver: true\n" + Files.readString(file));
        programs.submit(null, List.of(rig.assignment("demo", 2, PARAMETERS, new Resources(21, 0, 0))));
        programs.submit(null, List.of(rig.assignment("demo", 3, PARAMETERS, new Resources(5, 0, 0))));
        programs.tick();

        assertThat(rig.journal.results).hasSize(2);
        assertThat(ray.jobs
                        .get(JobOrder.id(rig.assignment("demo", 3, PARAMETERS).attempt()))
                        .order
                        .path("entrypoint_num_cpus")
                        .asInt())
                .isZero();
    }

    @Test
    void theLogIsReadFromRay() {
        submit();
        ray.job(id).logs = "one\ntwo\nthree\n";

        assertThat(programs.log(job.attempt(), 1)).hasValue(List.of("two", "three"));
        assertThat(programs.log(rig.assignment("demo", 9, PARAMETERS).attempt(), 0))
                .isEmpty();
    }

    @Test
    void theFingerprintNamesTheProgramsByTheirContent() throws IOException {
        String before = programs.fingerprint().facts().get("program.demo");
        rig.program("demo", "print()");

        assertThat(before).startsWith("sha256:");
        assertThat(programs.fingerprint().facts().get("program.demo")).isNotEqualTo(before);
    }
}
