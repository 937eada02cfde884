package dev.muster.tests.exposure;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cli.cluster.LocalCluster;
import dev.muster.contract.Json;
import dev.muster.tests.house.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The cluster that is tried, in a home below {@code tests/target}; it needs a Ray that is installed already. One that
 * is up can be tried instead: {@code -Dexposure.home=MUSTER_HOME -Dexposure.name=NAME}.
 */
@SuppressWarnings("try") // its end may be interrupted, as any
record Exposed(Path home, Path python, JsonNode status) implements AutoCloseable {
    private static final String SHARED = System.getProperty("exposure.home", "");
    private static final String NAME = System.getProperty("exposure.name", "exposed");

    private static final Path RAY = Path.of(System.getenv().getOrDefault("MUSTER_RAY", "none"));

    static Exposed up() throws Exception {
        assumeTrue(Files.exists(RAY.resolve("bin/ray")), "needs a Ray to test with: MUSTER_RAY");
        assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "needs Linux");
        Path own = Files.createDirectories(Repository.ROOT.resolve("tests/target/exposure"));
        Path home = SHARED.isEmpty() ? own : Path.of(SHARED);
        if (SHARED.isEmpty()) {
            muster(home, "up", "--nodes", "2", "--cpus", "1");
        }
        String status = muster(home, "status", "--json");
        return new Exposed(home, RAY.resolve("bin/python3"), Json.mapper().readTree(status));
    }

    String head() {
        return status.path("ray").asText().split(":", -1)[0];
    }

    URI gateway() {
        return URI.create(status.path("gateway").asText());
    }

    LocalCluster access() {
        return LocalCluster.find(home, NAME);
    }

    Path folder() {
        return home.resolve("ray/clusters").resolve(NAME);
    }

    Set<Listener> listeners() throws IOException {
        return Listener.of(folder(), head(), gateway().getPort());
    }

    /** Would be made by any command of a stranger that runs. */
    Path marker() {
        return home.resolve("executed");
    }

    @Override
    public void close() throws Exception {
        if (SHARED.isEmpty()) {
            muster(home, "down");
        }
    }

    private static String muster(Path home, String verb, String... options) throws Exception {
        Path target = Repository.ROOT.resolve("cli/target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + target.resolve("muster.options"),
                "-Dmuster.root=" + Repository.ROOT,
                "-jar",
                target.resolve("muster.jar").toString()));
        command.addAll(List.of("cluster", verb, NAME));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(home.resolve(verb + ".txt").toFile());
        builder.environment().put("MUSTER_HOME", home.toString());
        builder.environment().put("MUSTER_RAY", RAY.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(verb + ": " + said + Files.readString(home.resolve(verb + ".txt")));
        }
        return said;
    }
}
