package dev.muster.cli;

import dev.muster.cli.system.Interruption;
import dev.muster.cli.system.Muster;
import dev.muster.cli.text.Progress;
import dev.muster.cli.text.Snapshot;
import dev.muster.contract.BatchId;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees an accepted batch through to its verdict, showing how it goes on. */
final class BatchWork {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Environment environment;
    private final Muster muster;
    private final boolean quiet;

    BatchWork(Environment environment, Muster muster, boolean quiet) {
        this.environment = environment;
        this.muster = muster;
        this.quiet = quiet;
    }

    /**
     * Waits for the verdict.
     *
     * @return empty when the batch was called off and did not end in time
     */
    Optional<Verdict> follow(BatchId batch, Interruption interruption) {
        try (Progress progress = quiet ? Progress.silent() : Progress.on(environment.terminal())) {
            View view = new View(batch, progress);
            return muster.watch().follow(batch, view::look, interruption, PATIENCE);
        }
    }

    private final class View {
        private final String name;
        private final Progress progress;
        private final Instant start = environment.clock().instant();
        private @Nullable Double before;

        View(BatchId batch, Progress progress) {
            this.name = muster.ledger()
                    .history()
                    .batch(batch)
                    .map(History.Batch::name)
                    .orElse("");
            this.progress = progress;
        }

        void look(List<History.Job> jobs) {
            if (before == null) {
                before = Snapshot.share(jobs);
            }
            Duration elapsed = Duration.between(start, environment.clock().instant());
            progress.show(new Snapshot(name, jobs, elapsed.toMillis() / 1000.0, before));
        }
    }
}
