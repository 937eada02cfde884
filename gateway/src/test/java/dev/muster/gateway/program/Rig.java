package dev.muster.gateway.program;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Resources;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.contract.catalogue.ProgramReader;
import dev.muster.data.Datasets;
import dev.muster.trainer.ray.Claim;
import dev.muster.trainer.ray.Neighbours;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that programs need, in a folder. */
final class Rig {
    static final Duration GRACE = Duration.ofSeconds(30);
    static final Duration SILENCE = Duration.ofSeconds(20);
    private BatchId batch = new BatchId("b-0123456789abcdef");

    final Path folder;
    final Path programs;
    final SlowStore store;
    final RecordingJournal journal = new RecordingJournal();
    final ManualClock clock = new ManualClock();
    final List<Map<String, Double>> nodes = new ArrayList<>(
            List.of(Map.of("CPU", 4.0, "memory", 8e9, Claim.HEAD, 1.0), Map.of("CPU", 16.0, "memory", 8e9)));
    final List<Resources> hungry = new ArrayList<>();
    List<Claim> claims = List.of();
    Dataset dataset;
    final Path token;

    Rig(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        this.programs = Files.createDirectories(this.folder.resolve("programs"));
        this.store = new SlowStore(
                ArtifactStore.open(this.folder.resolve("artifacts").toString()));
        this.token = Files.writeString(this.folder.resolve("token"), FakeRay.TOKEN + "\n");
        Path data = Files.writeString(this.folder.resolve("data.csv"), rows());
        this.dataset = Datasets.inspect(new DatasetSpec(
                        "sizes",
                        data.toString(),
                        DataFormat.CSV,
                        Task.CLASSIFICATION,
                        "size",
                        List.of(),
                        Split.DEFAULT))
                .dataset();
    }

    private static String rows() {
        StringBuilder rows = new StringBuilder("a,b,size\n");
        for (int row = 0; row < 100; row++) {
            rows.append(row).append(',').append(row % 7).append(row < 60 ? ",small\n" : ",large\n");
        }
        return rows.toString();
    }

    /** Jobs from now on are of another batch. */
    void batch(int number) {
        batch = new BatchId("b-%016x".formatted(number));
    }

    /** What lies in the repository. */
    Rig shipped(String... files) throws IOException {
        for (String file : files) {
            Path source = Path.of("../programs").resolve(file);
            Path target = programs.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(source, target);
        }
        return this;
    }

    /** A program of that name, with one parameter of each kind. */
    Rig program(String name, String python) throws IOException {
        Path program = Files.createDirectories(programs.resolve(name));
        Files.writeString(program.resolve("program.yaml"), """
                entry: main.py
                tasks: [classification]
                parameters:
                  epochs: {type: integer, minimum: 1, maximum: 100, default: 3}
                  words: {type: text, default: none}
                """);
        Files.writeString(program.resolve("main.py"), python);
        return this;
    }

    Programs gateway(URI dashboard, Path python, InstantSource time) {
        Places places = new Places(python, programs, folder.resolve("work"), folder.resolve("cache"));
        Patience patience = new Patience(Duration.ofSeconds(5), SILENCE, GRACE, Duration.ofMinutes(1));
        ProgramConfig config = new ProgramConfig("test", dashboard, token, places, patience);
        return new Programs(config, store, neighbours(), journal, time, Runnable::run);
    }

    /** One that looks after its programs by itself, for real ones. */
    Programs open(URI dashboard, Path python, Duration grace) {
        Places places = new Places(python, programs, folder.resolve("work"), folder.resolve("cache"));
        Patience patience = new Patience(Duration.ofSeconds(1), SILENCE, grace, Duration.ofMinutes(1));
        ProgramConfig config = new ProgramConfig("test", dashboard, token, places, patience);
        return Programs.open(config, store, neighbours(), journal, InstantSource.system());
    }

    private Neighbours neighbours() {
        return new Neighbours() {
            @Override
            public List<Map<String, Double>> nodes() {
                return nodes;
            }

            @Override
            public List<Resources> hungry() {
                return hungry;
            }

            @Override
            public void claim(List<Claim> all) {
                claims = all;
            }
        };
    }

    Programs gateway(URI dashboard) {
        return gateway(dashboard, Path.of("/usr/bin/python3"), clock);
    }

    Map<String, Object> defaults(String program) {
        Map<String, Object> values = new HashMap<>();
        ProgramReader.find(programs, program)
                .orElseThrow()
                .algorithm()
                .parameters()
                .forEach((name, parameter) -> values.put(name, parameter.defaultValue()));
        return values;
    }

    Assignment assignment(String program, int number, Map<String, Object> parameters) {
        return assignment(program, number, parameters, Resources.ONE_CPU);
    }

    Assignment assignment(String program, int number, Map<String, Object> parameters, Resources resources) {
        String algorithm = ProgramReader.find(programs, program)
                .map(found -> found.algorithm().name())
                .orElse("program:" + program + "@0000000000000000");
        JobSpec job = new JobSpec(program, program, algorithm, parameters, 7, dataset, resources);
        return new Assignment(new Attempt(batch, JobId.derive(batch, program), number), job);
    }

    /** What an attempt's program does in its work folder. */
    Puppet puppet(Assignment assignment) {
        return new Puppet(folder.resolve("work").resolve(assignment.attempt().path()));
    }
}
