package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.contract.Json;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.GatewayApi;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The deaths that take long: whole nodes, the head, the ledger, the disk, the network. */
@Timeout(400)
@EnabledIfSystemProperty(named = "muster.deaths", matches = "all", disabledReason = "./hack/run.sh deaths runs it")
class DeathMatrixIT extends Deaths {
    @Test
    void aNodeThatIsKilledComesBackAndItsTrainingGoesOn() {
        Training here = train("raylet-here").begun();
        Training there = train("raylet-there").begun();
        Training victim = on("node-2", here, there);

        Instant killed = Instant.now();
        Signal.KILL.to(cluster.process("node-2", "/raylet "));

        survived(victim, "raylet of a node", killed, () -> recovered(victim, killed));
        (victim == here ? there : here).completed(undisturbed);
    }

    /** Ray runs them again elsewhere, and the program, which is on the head, does not notice. */
    @Test
    void aNodeThatIsKilledUnderTheTasksOfAProgramCostsNothing() {
        String model = "model: spread, parameters: {epochs: 30, seconds: %s}";
        String expected =
                train("tasks", model.formatted("0")).verdict().jobs().get(0).digest();
        Training training = train("tasks-there", model.formatted("0.5")).begun();
        Supplier<Optional<Instant>> progress = progress(training);

        Instant killed = Instant.now();
        Signal.KILL.to(cluster.process("node-2", "/raylet "));

        survived(training, "raylet of a node, under tasks of a program", killed, progress, expected);
        assertThat(training.audit("FAILED")).isEmpty();
        assertThat(training.audit("CLAIMED")).as("attempts").hasSize(1);
    }

    /** As after a switch that was off for a while: the cluster has given it up, and it does not know. */
    @Test
    void aNodeThatHangsAndComesBackChangesNothing() {
        Training here = train("hang-here").begun();
        Training there = train("hang-there").begun();
        Training victim = on("node-2", here, there);
        List<ProcessHandle> node = cluster.processes("node-2");

        Instant killed = Instant.now();
        Signal.STOP.to(node);
        Patience.pause(LEASE.plusSeconds(4));
        Signal.CONT.to(node);

        survived(victim, "node that hangs", killed, () -> recovered(victim, killed));
        (victim == here ? there : here).completed(undisturbed);
    }

    /** It trains on and writes to the artifact store, where each attempt has a folder of its own. */
    @Test
    void aNodeThatIsCutOffAndComesBackChangesNothing() {
        Optional<Wire> wire = cluster.wire();
        assumeTrue(wire.isPresent(), "needs Linux, root, and the commands ip, tc and nsenter, for a network namespace");
        Training here = train("cut-here").begun();
        Training there = train("cut-there").begun();
        Training victim = on("node-2", here, there);

        Instant killed = Instant.now();
        wire.get().cut();
        Patience.pause(LEASE.plusSeconds(4));
        wire.get().heal();

        survived(victim, "network of a node", killed, () -> recovered(victim, killed));
        (victim == here ? there : here).completed(undisturbed);
    }

    @Test
    void aHeadThatIsKilledTakesAllWithItAndAllComesBack() {
        Training training = train("head").begun();

        Instant killed = Instant.now();
        Signal.KILL.to(cluster.process("head", "/gcs_server "));

        survived(training, "gcs_server of the head", killed, () -> training.claimedAfter(killed));
    }

    /** A crash of any of its processes makes PostgreSQL end all sessions and recover. */
    @Test
    void aLedgerThatCrashesLosesNothing() throws Exception {
        Training training = train("ledger-crash").begun();
        int before = training.audit("CLAIMED").size();
        Supplier<Optional<Instant>> progress = progress(training);

        Instant killed = Instant.now();
        Signal.KILL.to(postmaster().children().findFirst().orElseThrow());

        survived(training, "PostgreSQL (crash)", killed, progress);
        assertThat(training.audit("CLAIMED")).as("attempts").hasSize(before);
    }

    @Test
    void aLedgerThatIsAwayForTenSecondsLosesNothing() throws Exception {
        Training training = train("ledger-away").begun();
        List<ProcessHandle> all = new ArrayList<>(List.of(postmaster()));
        postmaster().descendants().forEach(all::add);
        Supplier<Optional<Instant>> progress = progress(training);

        Instant gone = Instant.now();
        Signal.STOP.to(all);
        Patience.pause(Duration.ofSeconds(10));
        Signal.CONT.to(all);

        Instant back = Instant.now();
        // Away for longer than a lease. An attempt that came to its end meanwhile may be given up before it is heard;
        // the one after it goes on from its last checkpoint, and has no epoch left to tell of.
        survived(
                training,
                "PostgreSQL (away for 10 s)",
                back,
                () -> progress.get().or(() -> training.claimedAfter(gone)));
    }

    private static ProcessHandle postmaster() throws Exception {
        String first =
                Files.readAllLines(folder.resolve("ledger/data/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(first.strip())).orElseThrow();
    }

    /** The disk of the artifact store is full in the midst of a training, and has room again later. */
    @Test
    void aDiskThatIsFullFailsAnAttemptAndNotTheBatch() throws Exception {
        Path store = cluster.home().resolve("artifacts");
        int mounted = Wire.run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", store.toString());
        assumeTrue(mounted == 0, "needs root, to mount");
        try {
            Training training = train("disk").begun();
            Path ballast = store.resolve("ballast");
            fill(ballast);
            Instant full = Instant.now();
            Patience.until("an attempt fails", () -> !training.audit("FAILED").isEmpty());
            Files.delete(ballast);
            Instant free = Instant.now();

            survived(training, "disk of the artifact store", free, () -> training.claimedAfter(full));
            assertThat(training.audit("FAILED"))
                    .allSatisfy(entry -> assertThat(entry.why()).containsIgnoringCase("space"));
        } finally {
            Wire.run("umount", "-l", store.toString());
        }
    }

    private static void fill(Path ballast) throws Exception {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[1 << 12]);
            }
        } catch (java.io.IOException e) {
            assertThat(e).hasMessageContaining("space");
        }
    }

    /** After the death of one, it takes the keeper and Ray some seconds. */
    @BeforeEach
    void bothNodesAreThere() {
        Patience.until("two nodes", () -> {
            String capacity = gateway.get(GatewayApi.CAPACITY);
            return !capacity.isEmpty()
                    && Json.read(capacity, ClusterCapacity.class).nodes().size() == 2;
        });
    }

    /** Of two trainings the one on that node. */
    private static Training on(String member, Training... trainings) {
        List<Long> there =
                cluster.processes(member).stream().map(ProcessHandle::pid).toList();
        return Stream.of(trainings)
                .filter(training -> there.contains(training.process().pid()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing trains on " + member));
    }

    /** Either by Ray, in another process, or by another attempt. */
    private static Optional<Instant> recovered(Training training, Instant killed) {
        return training.claimedAfter(killed).or(() -> training.replaced(1, killed));
    }
}
