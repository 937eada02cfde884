package dev.muster.gateway.program;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real Ray of one node, with a token, on a loopback address of its own. */
final class RayHead implements AutoCloseable {
    /** Names a Python in whose environment Ray is installed. */
    private static final String PYTHON = "MUSTER_TEST_RAY_PYTHON";

    private static final String ADDRESS = "127.0.5.3";

    private final Process process;
    private final int dashboard;

    /** That Python, if somebody named one. */
    static Optional<Path> python() {
        return Optional.ofNullable(System.getProperty(PYTHON, System.getenv(PYTHON)))
                .map(Path::of);
    }

    static boolean has(Path python, String module) throws IOException, InterruptedException {
        return new ProcessBuilder(python.toString(), "-c", "import " + module)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    RayHead(Path python, Path token, Path folder, int cpus) throws IOException, InterruptedException {
        dashboard = port();
        List<String> command = new ArrayList<>(
                List.of(python.resolveSibling("ray").toString(), "start", "--block", "--head", "--num-cpus=" + cpus));
        command.addAll(List.of(
                "--node-ip-address=" + ADDRESS,
                "--dashboard-host=" + ADDRESS,
                "--port=" + port(),
                "--dashboard-port=" + dashboard,
                "--ray-client-server-port=" + port(),
                "--dashboard-agent-listen-port=" + port(),
                "--metrics-export-port=" + port(),
                "--object-store-memory=200000000",
                "--temp-dir=" + folder));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("head.log").toFile());
        builder.environment().put("RAY_AUTH_MODE", "token");
        builder.environment().put("RAY_AUTH_TOKEN_PATH", token.toString());
        builder.environment().put("RAY_USAGE_STATS_ENABLED", "0");
        process = builder.start();
        awaitJobsApi(token, folder);
    }

    URI dashboard() {
        return URI.create("http://" + ADDRESS + ":" + dashboard);
    }

    private void awaitJobsApi(Path token, Path folder) throws IOException, InterruptedException {
        JobsApi api = new JobsApi(dashboard(), token);
        for (int tries = 0; tries < 120; tries++) {
            try {
                api.find("nobody");
                return;
            } catch (JobsApiException e) {
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
        throw new IllegalStateException("Ray did not start: " + Files.readString(folder.resolve("head.log")));
    }

    private static int port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** By the ids of what was started here: {@code ray stop} would end every Ray on the machine. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
