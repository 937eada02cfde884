package dev.muster.cli.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The way of one cluster from a written {@link ClusterSpec} until all of it answers. */
final class Ascent {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 300;
    private static final int TRIES = 3;

    private final ClusterFolder folder;
    private final Clock clock;
    private final Consumer<String> progress;
    private final Map<String, Integer> found = new HashMap<>();
    private List<ClusterState.Member> seen = List.of();
    private boolean kept;

    Ascent(ClusterFolder folder, Clock clock, Consumer<String> progress) {
        this.folder = folder;
        this.clock = clock;
        this.progress = progress;
    }

    void climb() {
        folder.made();
        kept = state().flatMap(state -> state.keeper().alive()).isPresent();
        Optional<ProcessHandle> keeper =
                kept ? state().flatMap(state -> state.keeper().alive()) : Optional.of(keeper());
        Instant end = clock.instant().plus(PATIENCE);
        while (!arrived(keeper)) {
            if (clock.instant().isAfter(end)) {
                throw fail(late(), "it did not come up within " + PATIENCE.toSeconds() + " s");
            }
            pause();
        }
    }

    private boolean arrived(Optional<ProcessHandle> keeper) {
        Optional<ClusterState> state =
                state().filter(found -> found.keeper().alive().isPresent());
        state.map(ClusterState::members).ifPresent(this::tell);
        if (keeper.isPresent() && !keeper.get().isAlive()) {
            throw fail("keeper", "its keeper ended");
        }
        return state.filter(ClusterState::ready)
                .filter(found -> new Health(found.gateway(), new Certificates(folder.tls())).good())
                .isPresent();
    }

    private void tell(List<ClusterState.Member> members) {
        for (ClusterState.Member member : members) {
            Optional<ClusterState.Member> last = seen.stream()
                    .filter(other -> other.name().equals(member.name()))
                    .findFirst();
            boolean was = last.filter(ClusterState.Member::ready).isPresent();
            if (member.ready() && !was) {
                progress.accept(member.name() + " is up");
            } else if (member.starts() > last.map(ClusterState.Member::starts).orElse(0)) {
                progress.accept("starting " + member.name() + " …");
            }
            // Those of a cluster that is up already are long past, and no reason to take it down.
            int before = kept ? found.computeIfAbsent(member.name(), name -> member.starts()) : 0;
            if (member.starts() - before > TRIES) {
                throw fail(member.name(), member.name() + " ends again and again");
            }
        }
        seen = members;
    }

    private Optional<ClusterState> state() {
        return ClusterState.read(folder.state());
    }

    private ProcessHandle keeper() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>();
        // A session of its own, so that neither Ctrl-C nor the end of the terminal reaches it.
        Optional<Path> session = Optional.of(Path.of("/usr/bin/setsid")).filter(Files::isExecutable);
        session.ifPresent(path -> command.add(path.toString()));
        command.addAll(List.of(java.toString(), "-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Keeper.class.getName(), folder.path().toString()));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.path().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.log("keeper").toFile()))
                    .start()
                    .toHandle();
        } catch (IOException e) {
            throw new LocalClusterException("the keeper cannot be started", e);
        }
    }

    /** Nothing is left half started. */
    private LocalClusterException fail(String culprit, String reason) {
        String said = new ClusterLogs(folder).tail(culprit);
        state().flatMap(state -> state.keeper().alive())
                .ifPresent(keeper -> ClusterProcesses.end(List.of(keeper), GRACE.multipliedBy(4)));
        ClusterSpec spec = ClusterSpec.read(folder.spec());
        new ClusterProcesses(folder, spec.temp()).end(GRACE);
        spec.clearTemp();
        return new LocalClusterException("the cluster " + folder.name() + " was taken down again: " + reason
                + ". What " + culprit + " said last (all of it: muster cluster logs " + folder.name() + " " + culprit
                + "):\n" + said);
    }

    private String late() {
        return seen.stream()
                .filter(member -> !member.ready())
                .map(ClusterState.Member::name)
                .findFirst()
                .orElse(Members.GATEWAY);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException("interrupted; the cluster goes on coming up", e);
        }
    }
}
