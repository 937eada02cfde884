package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Ray cluster of two nodes, with a stand-in for the gateway. It needs a Ray that is installed already: the one
 * that {@code MUSTER_RAY} names.
 */
@Timeout(600)
class ClusterIT {
    private static final Path RAY = Path.of(System.getenv().getOrDefault("MUSTER_RAY", "none"));

    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void repository() throws IOException {
        assumeTrue(Files.exists(RAY.resolve("bin/ray")), "needs a Ray to test with: MUSTER_RAY");
        root = StandInGateway.repository(directory.resolve("repository"));
    }

    @AfterEach
    void down() {
        if (root != null) {
            muster("down");
        }
    }

    @Test
    void outlivesKillsAndLeavesNothingBehind() throws Exception {
        Run up = muster("up", "--nodes", "2", "--cpus", "1");
        assertThat(up.exitCode()).as(up.err()).isZero();
        JsonNode begun = status();
        assertThat(begun.path("condition").asText()).isEqualTo("UP");
        assertThat(begun.path("members"))
                .extracting(part -> part.path("name").asText())
                .containsExactly("head", "node-2", "gateway");

        kill(pid(begun, "gateway"));
        JsonNode again = await(view -> pid(view, "gateway") != pid(begun, "gateway") && isUp(view));
        assertThat(again.path("gateway")).isEqualTo(begun.path("gateway"));

        kill(begun.path("keeper").asLong());
        assertThat(status().path("condition").asText()).isEqualTo("UNKEPT");
        assertThat(muster("up").exitCode()).isZero();
        JsonNode takenOn = status();
        assertThat(isUp(takenOn)).isTrue();
        assertThat(pid(takenOn, "head")).isEqualTo(pid(begun, "head"));

        kill(pid(takenOn, "head"));
        JsonNode back = await(view -> pid(view, "head") != pid(takenOn, "head") && isUp(view));
        assertThat(back.path("ray")).isEqualTo(begun.path("ray"));
        assertThat(back.path("gateway")).isEqualTo(begun.path("gateway"));

        kill(back.path("keeper").asLong());
        JsonNode spec =
                Json.read(Files.readString(directory.resolve("home/ray/clusters/it/cluster.json")), JsonNode.class);
        Path temp = Path.of(URI.create(spec.path("temp").asText()));
        // Ray lets everybody into its own directory.
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.getParent())))
                .isEqualTo("rwx------");
        Set<Long> processes = processes();
        assertThat(processes).hasSizeGreaterThan(10);
        assertThat(muster("down").out()).contains("is down");
        assertThat(processes).allMatch(pid -> ended(pid));
        assertThat(temp.getParent()).doesNotExist();
        assertThat(status().path("condition").asText()).isEqualTo("DOWN");
        int gateway = URI.create(begun.path("gateway").asText()).getPort();
        for (int port = gateway; port < gateway + 30; port++) {
            assertFree(port);
        }
    }

    /** All processes whose working directory is the cluster's, as the system tells it. */
    private Set<Long> processes() throws IOException {
        Path work = directory.resolve("home/ray/clusters/it/work").toRealPath();
        Set<Long> found = new TreeSet<>();
        ProcessHandle.allProcesses().forEach(process -> {
            try {
                Path place = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
                if (place.startsWith(work)) {
                    found.add(process.pid());
                }
            } catch (IOException e) {
                // Another user's, or gone.
            }
        });
        return found;
    }

    /** Who has no memory map any more has ended, even where nobody has asked for its exit code yet. */
    private static boolean ended(long pid) {
        Path maps = Path.of("/proc", Long.toString(pid), "cwd");
        return !Files.exists(maps);
    }

    private JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
        JsonNode view = status();
        for (int i = 0; i < 600 && !wanted.test(view); i++) {
            TimeUnit.MILLISECONDS.sleep(300);
            view = status();
        }
        assertThat(wanted.test(view)).as(view.toString()).isTrue();
        return view;
    }

    private static boolean isUp(JsonNode view) {
        return view.path("condition").asText().equals("UP");
    }

    private static long pid(JsonNode view, String name) {
        for (JsonNode part : view.path("members")) {
            if (part.path("name").asText().equals(name)) {
                return part.path("pid").asLong();
            }
        }
        return 0;
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void assertFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        }
    }

    private JsonNode status() {
        return Json.read(muster("status", "--json").out(), JsonNode.class);
    }

    private Run muster(String command, String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "cluster";
        words[1] = command;
        words[2] = "it";
        System.arraycopy(options, 0, words, 3, options.length);
        return Run.in(directory)
                .with("PATH", System.getenv("PATH"))
                .with("MUSTER_RAY", RAY.toString())
                .at(root)
                .muster(words);
    }
}
