package dev.muster.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Verdict;
import dev.muster.validate.Resolved;
import dev.muster.validate.ValidateConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An embedded system to measure, and the clocks to measure with. */
final class Bench implements AutoCloseable {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Muster muster;

    private Bench(Muster muster) {
        this.muster = muster;
    }

    /** Opens one in a folder of its own. */
    static Bench open(Path folder, List<Path> roots, @Nullable Path catalogue) {
        ValidateConfig rules =
                new ValidateConfig(roots, AllowedHosts.NONE, RetryPolicy.DEFAULT, catalogue, null, null, folder);
        return new Bench(Muster.open(MusterConfig.embedded(new Home(folder), rules), Clock.systemUTC())
                .work(null));
    }

    Muster muster() {
        return muster;
    }

    /** From a batch that is resolved to its verdict, every job trained. */
    Timed batch(Resolved resolved, String name) {
        BatchId id = BatchId.derive("/benchmarks", name);
        return Timed.of(() -> {
            var answer = muster.validate().accept(resolved.freshly(), id, name, "/benchmarks");
            muster.events().emit(answer.event());
            Verdict verdict = muster.watch().await(id, Duration.ofMinutes(5)).orElseThrow();
            if (verdict.state() != BatchState.PASSED) {
                throw new IllegalStateException("the batch did not pass: " + verdict.gates());
            }
        });
    }

    @Override
    public void close() {
        muster.close();
    }

    /**
     * What something took.
     *
     * @param wall seconds on the clock
     * @param cpu seconds of all cores, of this process
     */
    record Timed(double wall, double cpu) {
        static final Timed NEVER = new Timed(Double.MAX_VALUE, Double.MAX_VALUE);

        static Timed of(Runnable work) {
            long cpu = PROCESS.getProcessCpuTime();
            long start = System.nanoTime();
            work.run();
            return new Timed((System.nanoTime() - start) / 1e9, (PROCESS.getProcessCpuTime() - cpu) / 1e9);
        }

        /** The least of both, each for itself. */
        Timed or(Timed other) {
            return new Timed(Math.min(wall, other.wall), Math.min(cpu, other.cpu));
        }

        void print(String what, int jobs) {
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %8.2f s  %8.2f s CPU  %8.3f ms a job  %8.0f jobs/s%n",
                    what,
                    wall,
                    cpu,
                    1000 * wall / jobs,
                    jobs / wall);
        }
    }
}
