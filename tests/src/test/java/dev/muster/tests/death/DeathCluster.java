package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.muster.cli.cluster.LocalCluster;
import dev.muster.tests.house.Repository;
import dev.muster.tests.kill.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A Ray cluster of two nodes with its gateway and its keeper, as {@code muster cluster up} makes it, in a home of the
 * tests' own; one for all tests of this process. Ray is the one that {@code MUSTER_RAY} names, or else installed into
 * that home.
 */
final class DeathCluster {
    /** Longer than the ledger's lease, so that a process found lost there can still speak. */
    static final Duration GATEWAY_LEASE = Duration.ofSeconds(12);

    private static final String NAME = "deaths";
    private static final Path HOME = Repository.ROOT.resolve("tests/target/cluster-home");
    /** Those of the repository, and those of the tests. */
    static final Path PROGRAMS = HOME.resolve("programs");

    private static final Duration PATIENCE = Duration.ofMinutes(9);
    private static final int TRIES = 3;

    private static DeathCluster shared;
    private static Wire wire;
    /** Locked until this process ends: tests in another one wait, since a home has but one cluster of a name. */
    private static FileChannel turn;

    private DeathCluster() {}

    /** The cluster, brought up by the first who asks; skips the test where there is no Python for Ray. */
    static synchronized DeathCluster up() throws Exception {
        if (shared == null) {
            shared = made();
            // A process of its own takes it down, even where this one is not given the time to wait.
            Runtime.getRuntime().addShutdownHook(new Thread(DeathCluster::down));
        }
        return shared;
    }

    private static DeathCluster made() throws Exception {
        Files.createDirectories(HOME);
        if (turn == null) {
            turn = FileChannel.open(HOME.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            turn.lock();
        }
        DeathCluster cluster = new DeathCluster();
        down();
        for (String made : List.of("artifacts", "cache", "programs", "ray/clusters/" + NAME)) {
            delete(HOME.resolve(made));
        }
        copy(Repository.ROOT.resolve("programs"), PROGRAMS);
        copy(Repository.ROOT.resolve("tests/src/test/resources/programs"), PROGRAMS);
        String[] options = {"--nodes", "2", "--cpus", "1", "--programs", "sklearn-forest"};
        Command up = command("up", options);
        for (int tries = 1; up.exit(PATIENCE) != 0 && tries < TRIES; tries++) {
            assumeFalse(up.said().contains("needs a Python"), up.said());
            // A busy machine: Ray gives a node half a minute to start, and nobody can give it more.
            up = command("up", options);
        }
        assertThat(up.exit(PATIENCE)).as(up.said()).isZero();
        return cluster;
    }

    private static Command command(String verb, String... options) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("MUSTER_LEASE", String.valueOf(GATEWAY_LEASE.toSeconds()));
        variables.put("MUSTER_PROGRAMS", PROGRAMS.toString());
        ray().ifPresent(ray -> variables.put("MUSTER_RAY", ray.toString()));
        String[] words = Stream.concat(Stream.of("cluster", verb, NAME), Stream.of(options))
                .toArray(String[]::new);
        return Command.start(HOME, variables, words);
    }

    /** Where the whole matrix is run: node 2 at the end of a wire, if this machine can have one. */
    private static Optional<Path> ray() {
        Optional<Path> ray = Optional.ofNullable(System.getenv("MUSTER_RAY")).map(Path::of);
        if (wire == null && ray.isPresent() && Deaths.ALL && Wire.possible()) {
            try {
                wire = Wire.before(ray.get(), HOME.resolve("ray-at-a-wire"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return wire == null ? ray : Optional.of(wire.environment());
    }

    /** What node 2 is cut off by; empty where it lives among the others. */
    Optional<Wire> wire() {
        return Optional.ofNullable(wire);
    }

    /** How it is reached. */
    LocalCluster access() {
        return LocalCluster.find(HOME, NAME);
    }

    Path home() {
        return HOME;
    }

    /** Every process of one member, {@code head}, {@code node-2} or {@code gateway}: they keep its directory. */
    List<ProcessHandle> processes(String member) {
        Path work = HOME.resolve("ray/clusters").resolve(NAME).resolve("work").resolve(member);
        return ProcessHandle.allProcesses()
                .filter(process -> directory(process).startsWith(work))
                .toList();
    }

    /** The one process of a member whose command line has that word. */
    ProcessHandle process(String member, String word) {
        return processes(member).stream()
                .filter(process -> commandLine(process).contains(word))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + word + " of " + member + " lives"));
    }

    private static Path directory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd"));
        } catch (IOException e) {
            // Another user's, or gone.
            return Path.of("");
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Takes it down, if it is up; nothing of it is left running. */
    static synchronized void down() {
        try {
            shared = null;
            command("down").exit(PATIENCE);
            if (wire != null) {
                wire.remove();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
