package dev.muster.cli.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Finds the processes of one cluster, whoever started them, and ends them; never one of another cluster. */
final class ClusterProcesses {
    private static final Duration AFTER_KILL = Duration.ofSeconds(2);
    /** What a process started between the look and its end is found by the next look. */
    private static final int LOOKS = 5;

    private final ClusterFolder folder;
    private final Path temp;

    ClusterProcesses(ClusterFolder folder, Path temp) {
        this.folder = folder;
        this.temp = temp;
    }

    /** All of them but this process itself. */
    List<ProcessHandle> all() {
        return find(traces -> traces.of(folder, temp));
    }

    /** Those of one member. */
    List<ProcessHandle> of(String member) {
        return find(traces -> traces.of(folder, temp, member));
    }

    /** Ends all of them; says how many there were. */
    int end(Duration grace) {
        return end(this::all, grace);
    }

    /** Ends those of one member; says how many there were. */
    int end(String member, Duration grace) {
        return end(() -> of(member), grace);
    }

    /** Asks processes to end, and kills those that still live after the grace. */
    static void end(Collection<ProcessHandle> processes, Duration grace) {
        processes.forEach(ProcessHandle::destroy);
        await(processes, grace);
        List<ProcessHandle> left =
                processes.stream().filter(ProcessHandle::isAlive).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        await(left, AFTER_KILL);
    }

    private static int end(java.util.function.Supplier<List<ProcessHandle>> look, Duration grace) {
        int ended = 0;
        for (int i = 0; i < LOOKS; i++) {
            List<ProcessHandle> found = look.get();
            if (found.isEmpty()) {
                return ended;
            }
            ended += found.size();
            end(found, i == 0 ? grace : Duration.ZERO);
        }
        return ended;
    }

    private static List<ProcessHandle> find(Predicate<Traces> mine) {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self && mine.test(Traces.of(process)))
                .toList();
    }

    private static void await(Collection<ProcessHandle> processes, Duration time) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Whoever still lives is seen by the caller.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
