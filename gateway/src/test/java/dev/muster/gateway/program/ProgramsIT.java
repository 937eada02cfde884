package dev.muster.gateway.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.contract.Assignment;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.trainer.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs in real processes: the machine's Python, no packages, and a fake of Ray that runs what it is told. */
class ProgramsIT {
    private static final String COUNTER = """
            import muster_program
            job = muster_program.job()
            count = int(job.checkpoint.content) if job.checkpoint else 0
            for epoch in job.epochs(job.parameters["epochs"]):
                count += len(job.train.lists()[0])
                print("epoch", epoch)
                job.epoch(epoch, {"loss": 1 / epoch}, checkpoint=lambda: str(count).encode())
            truth = job.test.lists()[1]
            job.finish(model=str(count).encode(), predictions=[[1 - y, y] for y in truth])
            """;

    @TempDir
    Path folder;

    private ProcessRay processes;
    private Rig rig;
    private Programs programs;

    static Optional<Path> python() {
        return Stream.of("/usr/bin/python3", "/usr/local/bin/python3")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    @BeforeEach
    void open() throws IOException {
        assumeTrue(python().isPresent(), "needs a python3 in /usr/bin or /usr/local/bin");
        rig = new Rig(folder).shipped("runner.py", "muster_program.py").program("demo", COUNTER);
        processes = new ProcessRay(rig.folder.resolve("logs"));
        programs = rig.gateway(processes.ray.dashboard(), python().orElseThrow(), rig.clock);
    }

    @AfterEach
    void close() {
        if (processes != null) {
            processes.close();
        }
    }

    private Assignment submit(String program, int number, Map<String, Object> parameters) {
        Assignment assignment = rig.assignment(program, number, parameters);
        programs.submit(null, List.of(assignment));
        programs.tick();
        return assignment;
    }

    private void until(Look done) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!done.seen()) {
            assertThat(System.nanoTime()).as("in time; %s", rig.journal.results).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
            processes.look();
            programs.tick();
        }
    }

    private Outcome run(String program, Map<String, Object> parameters) throws Exception {
        rig.journal.results.clear();
        submit(program, 1, parameters);
        until(() -> !rig.journal.results.isEmpty());
        return rig.journal.outcome();
    }

    @Test
    void aProgramReadsItsRowsReportsItsEpochsAndHandsItsModelIn() throws Exception {
        Outcome.Succeeded outcome = (Outcome.Succeeded) run("demo", Map.of("epochs", 3, "words", "x"));

        Manifest manifest = Json.read(rig.store.get(outcome.manifest()).orElseThrow(), Manifest.class);
        long rows =
                Long.parseLong(new String(rig.store.get(manifest.model().path()).orElseThrow(), StandardCharsets.UTF_8))
                        / 3;
        assertThat(rows).isBetween(60L, 80L);
        assertThat(outcome.metrics()).containsEntry("accuracy", 1.0).containsEntry("f1", 1.0);
        assertThat(manifest.confusion()).hasSize(2);
        assertThat(manifest.baseline().get("accuracy")).isBetween(0.4, 0.8);
        assertThat(manifest.provenance().versions()).containsKey("python");
        assertThat(rig.journal.epochs()).containsExactly(1, 2, 3);
        assertThat(programs.log(manifest.attempt(), 1)).hasValue(List.of("epoch 2", "epoch 3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch x)",
                "`touch x`",
                "; touch x",
                "' ; touch x ; '",
                "\"; touch x; \"",
                "a\ntouch x\n",
                "\\",
                "✓ ü"
            })
    void whatIsInAParameterReachesTheProgramAsItIsAndNothingElse(String words) throws Exception {
        rig.program("echo", """
                import muster_program
                job = muster_program.job()
                words = job.parameters["words"]
                job.finish(model=words.encode(), metrics={"accuracy": 1})
                """);

        Outcome.Succeeded outcome = (Outcome.Succeeded) run("echo", Map.of("epochs", 1, "words", words));

        String path = outcome.manifest().replace("manifest.json", "model");
        assertThat(new String(rig.store.get(path).orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo(words);
        try (Stream<Path> files = Files.walk(rig.folder)) {
            assertThat(files.filter(file -> file.endsWith("x"))).isEmpty();
        }
    }

    @Test
    void aProgramThatIsStoppedGoesOnInItsNextAttemptAndComesToTheSameEnd() throws Exception {
        Outcome.Succeeded whole = (Outcome.Succeeded) run("demo", Map.of("epochs", 4, "words", "x"));
        rig.store.delete("batches");
        rig.program("demo", COUNTER.replace("print(", "import time; time.sleep(0.3); print("));
        rig.journal.results.clear();
        rig.journal.progress.clear();
        processes.ray.jobs.clear();
        programs = rig.gateway(processes.ray.dashboard(), python().orElseThrow(), rig.clock);

        Assignment first = submit("demo", 1, Map.of("epochs", 4, "words", "x"));
        until(() -> rig.journal.epochs().contains(1));
        programs.cancel(List.of(first.attempt()));
        until(() -> !rig.journal.results.isEmpty());
        int stopped = ((Outcome.Stopped) rig.journal.outcome()).epochs();
        rig.journal.results.clear();
        rig.journal.progress.clear();
        submit("demo", 2, Map.of("epochs", 4, "words", "x"));
        until(() -> !rig.journal.results.isEmpty());

        assertThat(stopped).isBetween(1, 3);
        assertThat(rig.journal.epochs()).first().isEqualTo(stopped + 1);
        assertThat(((Outcome.Succeeded) rig.journal.outcome()).model()).isEqualTo(whole.model());
    }

    @Test
    void aProgramThatIsKilledSaysSoByItsExitCode() throws Exception {
        rig.program("sleeper", "import time; time.sleep(600)");
        submit("sleeper", 1, Map.of());

        processes.kill();
        until(() -> !rig.journal.results.isEmpty());

        assertThat(rig.journal.failure()).startsWith("UNKNOWN: the program exited with code 137");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raise muster_program.ProgramError('no')",
                "muster_program.job().epoch(1, {'loss': float('nan')})"
            })
    void aProgramMayRefuse(String python) throws Exception {
        rig.program("refuser", "import muster_program\n" + python);

        assertThat(run("refuser", Map.of())).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.journal.failure()).startsWith("INVALID: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/0", "raise SystemExit(3)", "import os; os._exit(5)", "pass", "import no_such_module"})
    void aProgramThatEndsWithoutAResultFails(String python) throws Exception {
        rig.program("breaker", python);

        assertThat(run("breaker", Map.of())).isInstanceOf(Outcome.Failed.class);
        assertThat(rig.journal.failure()).startsWith("UNKNOWN: the program ");
    }

    @FunctionalInterface
    private interface Look {
        boolean seen() throws Exception;
    }
}
