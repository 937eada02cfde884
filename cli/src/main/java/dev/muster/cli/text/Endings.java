package dev.muster.cli.text;

import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.ledger.History;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the jobs that ended since the last look; of a large batch only those that went wrong. */
final class Endings {
    private static final int LARGE = 40;

    private final Set<JobId> known = new HashSet<>();
    private boolean first = true;

    List<History.Job> since(Snapshot snapshot) {
        boolean all = snapshot.jobs().size() <= LARGE;
        List<History.Job> news = snapshot.jobs().stream()
                .filter(job -> job.state().ended() && known.add(job.id()))
                .filter(job -> !first && (all || job.state() == JobState.FAILED))
                .toList();
        first = false;
        return news;
    }
}
