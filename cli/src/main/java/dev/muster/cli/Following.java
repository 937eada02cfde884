package dev.muster.cli;

import dev.muster.cli.serve.Client;
import dev.muster.cli.serve.News;
import dev.muster.cli.text.Progress;
import dev.muster.cli.text.Snapshot;
import dev.muster.contract.JobId;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows how a batch on a server goes on, until its verdict. */
final class Following {
    private final Environment environment;
    private final Progress progress;
    private final Map<JobId, History.Job> jobs = new LinkedHashMap<>();
    private final Instant start;
    private @Nullable Double before;
    private @Nullable Verdict verdict;

    private Following(Environment environment, Progress progress) {
        this.environment = environment;
        this.progress = progress;
        this.start = environment.clock().instant();
    }

    static Optional<Verdict> of(Client client, String batch, Environment environment, boolean quiet)
            throws IOException {
        try (Progress progress = quiet ? Progress.silent() : Progress.on(environment.terminal())) {
            Following following = new Following(environment, progress);
            client.follow(batch, following::hear);
            return Optional.ofNullable(following.verdict);
        }
    }

    private void hear(News news) {
        news.jobs().forEach(job -> jobs.put(job.id(), job));
        verdict = news.verdict();
        List<History.Job> all = new ArrayList<>(jobs.values());
        if (before == null) {
            before = Snapshot.share(all);
        }
        Duration elapsed = Duration.between(start, environment.clock().instant());
        progress.show(new Snapshot(news.name(), all, elapsed.toMillis() / 1000.0, before));
    }
}
