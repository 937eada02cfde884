package dev.muster.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that keeps one cluster up: starts its nodes and its gateway, starts again what ends, and ends all of it
 * when it is asked to end itself. Killed outright it leaves the cluster running, and the next keeper takes it on.
 */
public final class Keeper {
    private static final long LOOK_MILLIS = 500;

    private final ClusterFolder folder;
    private final Clock clock;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    private Keeper(ClusterFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Keeps the cluster of a folder, unless another process does. */
    public static void main(String[] args) throws IOException {
        ClusterFolder folder = new ClusterFolder(Path.of(args[0]));
        try (FileChannel channel =
                        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                new Keeper(folder, Clock.systemUTC()).keep();
            }
        }
    }

    private void keep() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::finish, "finish"));
        ClusterSpec spec = ClusterSpec.read(folder.spec());
        try (Claim claim = Claim.take(folder, spec)) {
            log("keeping " + spec.name() + " on " + claim.state().rayAddress());
            keep(spec, claim.state());
        } catch (LocalClusterException | UncheckedIOException e) {
            log("given up: " + e.getMessage());
        } finally {
            done.countDown();
        }
    }

    private void keep(ClusterSpec spec, ClusterState begun) {
        Members members = Members.of(spec.nodes(), new Launch(folder, spec, begun), clock);
        members.adopt(begun.members());
        List<ClusterState.Member> known = List.of();
        do {
            members.tend();
            List<ClusterState.Member> now = members.state();
            if (!now.equals(known)) {
                log(now.toString());
                known = now;
                new ClusterState(begun.slot(), begun.hosts(), Pid.of(ProcessHandle.current()), now)
                        .write(folder.state());
            }
        } while (!asked());
        log("ending");
        members.end();
        new ClusterProcesses(folder, spec.temp()).end(java.time.Duration.ZERO);
        log("ended");
    }

    private boolean asked() {
        try {
            return asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** The process ends with this hook, so it waits until all is done. */
    private void finish() {
        asked.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void log(String text) {
        System.out.println(clock.instant() + " " + text);
    }
}
