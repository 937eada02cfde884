package dev.muster.cli.cluster;

import dev.muster.cli.cluster.ClusterView.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The clusters of one home on this machine. Several processes may use it at once. */
public final class LocalClusters {
    /** A keeper ends each of its members in turn. */
    private static final Duration KEEPER_GRACE = Duration.ofSeconds(40);

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Path home;
    private final Clock clock;
    private final Consumer<String> progress;

    /** Those of a home; progress is told in short lines. */
    public LocalClusters(Path home, Clock clock, Consumer<String> progress) {
        this.home = home;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Brings a cluster up, and returns once all of it answers. One that is up is left as it is; one whose keeper was
     * killed gets another, which takes it on.
     *
     * @throws LocalClusterException when it does not come up; nothing of it is left running then
     */
    public ClusterView up(ClusterRequest request) {
        ClusterFolder folder = ClusterFolder.of(home, request.name()).made();
        return changing(folder, () -> {
            ClusterView before = ClusterLook.at(folder);
            if (before.condition() == Condition.UP) {
                return before;
            }
            if (before.condition() == Condition.DOWN) {
                prepare(request, folder);
            }
            new Ascent(folder, clock, progress).climb();
            return ClusterLook.at(folder);
        });
    }

    /** A cluster is asked for anew only while nothing of it runs. */
    private Path ray(ClusterRequest request) {
        return new RayInstallation(home, progress)
                .ensure(Optional.ofNullable(request.ray()), Optional.ofNullable(request.python()), request.path());
    }

    /**
     * Installs what programs need where the cluster's Ray is.
     *
     * @param programs by name
     * @throws LocalClusterException when there is none of a name, or pip fails
     */
    public void install(ClusterRequest request, List<String> programs) {
        for (String program : programs) {
            Path folder = request.programFolder().resolve(program);
            if (!Files.exists(folder.resolve("program.yaml"))) {
                throw new LocalClusterException(
                        "there is no program " + program + ": " + folder + " has no program.yaml");
            }
            if (Files.exists(folder.resolve("requirements.txt"))) {
                new RayInstallation(home, progress).add(ray(request), folder.resolve("requirements.txt"));
            }
        }
    }

    private void prepare(ClusterRequest request, ClusterFolder folder) {
        Path ray = ray(request);
        ClusterSpec spec = request.spec(ray);
        spec.write(folder.spec());
        PrivateFiles.secret(folder.token());
        new Certificates(folder.tls()).ensure(spec.java(), spec.client(), clock.instant());
        Program.copy(spec.root(), folder.program());
    }

    /** Ends all processes of a cluster; says how many there were. Its settings, keys and logs stay. */
    public int down(String name) {
        ClusterFolder folder = ClusterFolder.of(home, name);
        if (!Files.exists(folder.spec())) {
            return 0;
        }
        return changing(folder, () -> down(folder));
    }

    private static int down(ClusterFolder folder) {
        ClusterSpec spec = ClusterSpec.read(folder.spec());
        ClusterProcesses processes = new ClusterProcesses(folder, spec.temp());
        Optional<ClusterState> state = ClusterState.read(folder.state());
        int count = processes.all().size();
        state.flatMap(known -> known.keeper().alive())
                .ifPresent(keeper -> ClusterProcesses.end(List.of(keeper), KEEPER_GRACE));
        processes.end(GRACE);
        spec.clearTemp();
        PrivateFiles.delete(folder.work());
        PrivateFiles.delete(folder.program());
        return count;
    }

    /** How a cluster is. */
    public ClusterView status(String name) {
        return ClusterLook.at(ClusterFolder.of(home, name));
    }

    /** How all clusters are that were ever started. */
    public List<ClusterView> all() {
        return ClusterFolder.all(home).stream().map(ClusterLook::at).toList();
    }

    /** What its processes have to say. */
    public ClusterLogs logs(String name) {
        return new ClusterLogs(ClusterFolder.of(home, name));
    }

    private <T> T changing(ClusterFolder folder, java.util.function.Supplier<T> change) {
        try (FileChannel channel =
                        FileChannel.open(folder.change(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = locked(channel, folder.name())) {
            assert lock.isValid();
            return change.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileLock locked(FileChannel channel, String name) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        progress.accept("another muster brings " + name + " up or down; waiting for it …");
        return channel.lock();
    }
}
