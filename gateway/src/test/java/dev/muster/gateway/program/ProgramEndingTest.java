package dev.muster.gateway.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.trainer.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a program that was started ends, is stopped, and goes on. */
class ProgramEndingTest {
    private static final Map<String, Object> PARAMETERS = Map.of("epochs", 3, "words", "none");

    @TempDir
    Path folder;

    private FakeRay ray;
    private Rig rig;
    private Programs programs;
    private Assignment job;
    private Puppet program;

    @BeforeEach
    void start() throws IOException {
        ray = new FakeRay();
        rig = new Rig(folder).program("demo", "pass");
        programs = rig.gateway(ray.dashboard());
        begin(1);
    }

    @AfterEach
    void close() {
        programs.close();
        ray.close();
    }

    private void begin(int number) {
        job = rig.assignment("demo", number, PARAMETERS);
        program = rig.puppet(job);
        programs.submit(null, List.of(job));
        programs.tick();
        rayJob().status = "RUNNING";
    }

    private FakeRay.Job rayJob() {
        return ray.job(JobOrder.id(job.attempt()));
    }

    private void ends(String how, Integer code) {
        rayJob().ends(how, code);
        programs.tick();
    }

    @Test
    void aProgramThatBreaksIsToldOfWithItsLastWords() {
        rayJob().logs = "Traceback\nKeyError: 'x'\n";

        ends("FAILED", 1);

        assertThat(rig.journal.failure())
                .isEqualTo("UNKNOWN: the program exited with code 1; its last words:\nTraceback\nKeyError: 'x'");
    }

    @Test
    void aProgramThatRefusesItsRequestIsNotTriedAgain() {
        program.writes("result.json", "{\"outcome\": \"refused\", \"message\": \"too few rows\"}");

        ends("FAILED", 64);

        assertThat(rig.journal.failure()).isEqualTo("INVALID: too few rows");
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, 64, INVALID: the program exited with code 64",
        "FAILED, -9, UNKNOWN: the program exited with code -9",
        "FAILED, , TRANSIENT: Ray lost the job: the supervisor died",
        "STOPPED, , TRANSIENT: the job was stopped in Ray by somebody else",
        "SUCCEEDED, 0, UNKNOWN: the program ended without a result",
    })
    void whatIsKnownOnlyFromRay(String status, Integer code, String failure) {
        rayJob().message = "the supervisor died";

        ends(status, code);

        assertThat(rig.journal.failure()).isEqualTo(failure);
    }

    @Test
    void aJobThatRayForgotMayBeTriedAgain() {
        ray.jobs.clear();
        programs.tick();

        assertThat(rig.journal.failure()).startsWith("TRANSIENT: Ray no longer knows the job");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"outcome\": 3}", "{\"outcome\": \"won\"}"})
    void aResultThatCannotBeReadIsAFailure(String result) {
        program.writes("result.json", result);

        ends("SUCCEEDED", 0);

        assertThat(rig.journal.failure()).startsWith("UNKNOWN: the program");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../token", "/etc/passwd", "request.json", "nothing"})
    void aModelThatTheProgramDidNotSignIsNone(String file) {
        program.writes("result.json", """
                {"outcome": "succeeded", "model": {"file": "%s", "sha256": "00"}, "metrics": {"accuracy": 1}}""".formatted(file));

        ends("SUCCEEDED", 0);

        assertThat(rig.journal.failure()).startsWith("TRANSIENT: " + file);
        assertThat(rig.store.list("")).isEmpty();
    }

    @Test
    void aResultCountsMoreThanHowTheProcessEnded() {
        program.succeeds("m", 0.5);

        ends("FAILED", 139);

        assertThat(rig.journal.outcome()).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void aProgramThatLingersAfterItsResultIsEnded() {
        program.succeeds("m", 0.5);
        programs.tick();
        assertThat(rig.journal.results).isEmpty();

        rig.clock.pass(Rig.GRACE);
        programs.tick();

        assertThat(rig.journal.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(rayJob().status).isEqualTo("STOPPED");
    }

    @Test
    void aProgramThatIsCancelledInTimeLeavesACheckpoint() {
        programs.cancel(List.of(job.attempt()));
        programs.tick();
        assertThat(program.folder().resolve("stop")).exists();

        program.epoch(1);
        program.checkpoint(1, "state");
        program.writes("result.json", "{\"outcome\": \"stopped\"}");
        ends("SUCCEEDED", 0);

        assertThat(rig.journal.outcome()).isEqualTo(new Outcome.Stopped(1));
        assertThat(ray.calls).noneMatch(call -> call.endsWith("/stop"));
    }

    @Test
    void aProgramThatDoesNotStopInTimeIsEnded() {
        programs.cancel(List.of(job.attempt()));
        programs.tick();
        rig.clock.pass(Rig.GRACE);
        programs.tick();
        programs.tick();

        assertThat(ray.calls).anyMatch(call -> call.endsWith("/stop"));
        assertThat(rig.journal.outcome()).isEqualTo(new Outcome.Stopped(0));
    }

    @Test
    void aCancellationThatComesTooLateChangesNothing() {
        program.succeeds("m", 0.5);
        programs.cancel(List.of(job.attempt()));

        ends("SUCCEEDED", 0);

        assertThat(rig.journal.outcome()).isInstanceOf(Outcome.Succeeded.class);
    }

    /** Ray does not end a job that waits; it finds that it is to stop when it begins. */
    @Test
    void aProgramThatNeverBeganIsStoppedAtOnce() {
        rayJob().status = "PENDING";
        programs.cancel(List.of(job.attempt()));
        programs.tick();

        assertThat(rig.journal.outcome()).isEqualTo(new Outcome.Stopped(0));
    }

    @Test
    void aNewAttemptEndsTheOlderOneAndGoesOnFromItsCheckpoint() throws IOException {
        program.epoch(1);
        program.checkpoint(1, "after one");
        program.epoch(2);
        program.checkpoint(2, "after two");
        programs.tick();
        FakeRay.Job older = rayJob();

        programs = rig.gateway(ray.dashboard());
        begin(2);

        assertThat(older.status).isEqualTo("STOPPED");
        assertThat(program.folder().resolve("resume")).hasContent("after two");
        assertThat(Json.read(Files.readString(program.folder().resolve("request.json")), ProgramRequest.class)
                        .resume())
                .isEqualTo(new ProgramRequest.Resume(2, "resume"));

        program.epoch(3);
        program.succeeds("m", 1);
        ends("SUCCEEDED", 0);
        Outcome.Succeeded outcome = (Outcome.Succeeded) rig.journal.outcome();
        var manifest = Json.read(rig.store.get(outcome.manifest()).orElseThrow(), dev.muster.trainer.Manifest.class);
        assertThat(manifest.history()).extracting(Epoch::number).containsExactly(1, 2, 3);
        assertThat(manifest.notes()).contains("resumed after epoch 2");
        assertThat(rig.store.list(job.attempt().jobPath() + "/checkpoints")).isEmpty();
    }

    @Test
    void aDamagedCheckpointIsLeftOutAndTheOneBeforeIsTaken() {
        program.epoch(1);
        program.checkpoint(1, "after one");
        programs.tick();
        program.epoch(2);
        program.checkpoint(2, "after two");
        program.writes("checkpoint-2", "after t");
        programs.tick();

        begin(2);

        assertThat(program.folder().resolve("resume")).hasContent("after one");
    }

    @Test
    void anAttemptOfTheSameGatewayGivesWayToItsSuccessor() {
        Attempt older = job.attempt();
        begin(2);
        programs.tick();

        assertThat(rig.journal.results).extracting(result -> result.attempt()).containsExactly(older);
        assertThat(ray.job(JobOrder.id(older)).status).isEqualTo("STOPPED");
    }

    @Test
    void linesThatAreNoneAreSkippedAndUnfinishedOnesWaitedFor() {
        program.says("nonsense", "{\"epoch\": 1, \"epochs\": 3, \"metrics\": {\"loss\": 0.1}}");
        program.writes(
                "progress.jsonl", "nonsense\n{\"epoch\": 1, \"metrics\": {\"loss\": 0.1}}\n{\"epoch\": 2, \"met");
        programs.tick();
        assertThat(rig.journal.epochs()).containsExactly(1);

        program.writes(
                "progress.jsonl",
                "nonsense\n{\"epoch\": 1, \"metrics\": {\"loss\": 0.1}}\n{\"epoch\": 2, \"metrics\": {\"loss\": 1}}\n");
        programs.tick();

        assertThat(rig.journal.epochs()).containsExactly(1, 2);
    }

    @Test
    void onlyAProgramThatShowsLifeIsVouchedFor() {
        program.writes("alive", "1");
        programs.tick();
        int before = rig.journal.progress.size();
        rig.clock.pass(Duration.ofSeconds(6));
        program.writes("alive", "2");
        programs.tick();
        assertThat(rig.journal.progress).hasSize(before + 1);

        rig.clock.pass(Rig.SILENCE);
        programs.tick();
        rig.clock.pass(Rig.SILENCE);
        programs.tick();

        assertThat(rig.journal.progress).hasSize(before + 1);
    }

    @Test
    void aProgramIsVouchedForWhileItsCheckpointIsStored() {
        program.epoch(1);
        program.checkpoint(1, "state");
        int before = rig.journal.progress.size();
        rig.store.meanwhile(this::aLongTimePasses);

        programs.tick();

        assertThat(rig.journal.progress).as("the epoch, and a sign of life").hasSize(before + 2);
    }

    @Test
    void aProgramIsVouchedForWhileItsResultIsStored() {
        program.succeeds("m", 0.5);
        int before = rig.journal.progress.size();
        rig.store.meanwhile(this::aLongTimePasses);

        ends("SUCCEEDED", 0);

        assertThat(rig.journal.progress).hasSize(before + 1);
        assertThat(rig.journal.outcome()).isInstanceOf(Outcome.Succeeded.class);
    }

    private void aLongTimePasses() {
        rig.clock.pass(Rig.SILENCE);
        programs.tick();
    }
}
