package dev.muster.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts and ends the processes of a cluster on this machine. */
final class Launch implements Member.Processes {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int CONNECT_MILLIS = 300;
    private static final long LARGEST_LOG = 4L << 20;

    private final ClusterFolder folder;
    private final ClusterSpec spec;
    private final ClusterState state;
    private final ClusterProcesses processes;

    Launch(ClusterFolder folder, ClusterSpec spec, ClusterState state) {
        this.folder = folder;
        this.spec = spec;
        this.state = state;
        this.processes = new ClusterProcesses(folder, spec.temp());
    }

    @Override
    public ProcessHandle start(String member) {
        if (member.equals(Members.HEAD)) {
            // Sessions of heads that are gone.
            spec.clearTemp();
            spec.closedTemp();
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command(member))
                    .directory(emptied(member).toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(member).toFile()));
            builder.environment().clear();
            builder.environment().putAll(variables(member));
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(String member) {
        RayCommands ray = new RayCommands(spec, state);
        return switch (member) {
            case Members.HEAD -> ray.head();
            case Members.GATEWAY -> new GatewayCommand(folder, spec, state).line(new RayEnvironment(spec.ray()).jar());
            default -> ray.worker(Members.node(member));
        };
    }

    private Map<String, String> variables(String member) {
        Map<String, String> variables = Surroundings.of(System.getenv(), folder, spec, state);
        if (member.equals(Members.GATEWAY)) {
            variables.putAll(new GatewayCommand(folder, spec, state).variables());
        }
        return variables;
    }

    private Path emptied(String member) {
        PrivateFiles.delete(folder.work(member));
        return PrivateFiles.folder(folder.work(member));
    }

    private Path log(String member) throws IOException {
        Path log = folder.log(member);
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, folder.log(member + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /**
     * A node answers once its raylet and the agents of that listen: only then does the raylet join the cluster, and
     * what is started before takes from it, on a busy machine, the half minute that Ray gives it.
     */
    @Override
    public boolean answers(String member) {
        int node = Members.node(member);
        if (node == 0) {
            return listens("127.0.0.1", state.where().gateway());
        }
        String host = state.hosts().get(node - 1);
        return Stream.of(Slot.Service.NODE_MANAGER, Slot.Service.AGENT_HTTP, Slot.Service.RUNTIME_ENV_AGENT)
                .allMatch(service -> listens(host, state.where().port(node, service)));
    }

    private static boolean listens(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void clear(String member) {
        if (member.equals(Members.HEAD)) {
            processes.end(Duration.ZERO);
        } else {
            processes.end(member, Duration.ZERO);
        }
    }

    @Override
    public void end(String member, Optional<ProcessHandle> process) {
        process.ifPresent(found -> ClusterProcesses.end(List.of(found), GRACE));
        processes.end(member, Duration.ZERO);
    }
}
