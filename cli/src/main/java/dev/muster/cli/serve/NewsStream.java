package dev.muster.cli.serve;

import dev.muster.cli.system.Interruption;
import dev.muster.cli.system.Watch;
import dev.muster.contract.JobId;
import dev.muster.contract.Json;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows a batch until its verdict, a line for each change: as server-sent events or as lines of JSON. */
final class NewsStream implements Answer.Body {
    private static final int PACES_OF_SILENCE = 50;

    private final History history;
    private final History.Batch batch;
    private final boolean serverSent;
    private final Map<JobId, History.Job> told = new HashMap<>();

    NewsStream(History history, History.Batch batch, boolean serverSent) {
        this.history = history;
        this.batch = batch;
        this.serverSent = serverSent;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Interruption pause = Interruption.never();
        Optional<Verdict> verdict = Optional.empty();
        for (int silent = 0; verdict.isEmpty(); silent++) {
            verdict = history.verdict(batch.id());
            List<History.Job> changed = changed();
            // Now and then a line without news, so that a reader that left is noticed.
            if (!changed.isEmpty() || verdict.isPresent() || silent >= PACES_OF_SILENCE) {
                line(out, new News(batch.name(), changed, verdict.orElse(null)));
                silent = 0;
            }
            if (verdict.isEmpty() && pause.within(Watch.PACE)) {
                return;
            }
        }
    }

    private List<History.Job> changed() {
        return history.jobs(batch.id()).stream()
                .filter(job -> !job.equals(told.put(job.id(), job)))
                .toList();
    }

    private void line(OutputStream out, News news) throws IOException {
        String text = serverSent ? "data: " + Json.text(news) + "\n\n" : Json.text(news) + "\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
