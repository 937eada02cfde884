package dev.muster.tests.simulation;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobState;
import dev.muster.ledger.queue.Candidate;
import dev.muster.ledger.queue.Holdings;
import dev.muster.ledger.queue.Lane;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Team;
import dev.muster.ledger.queue.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the choice of the next job is made from, in the model. */
record ModelQueue(Model model, QueuePolicy policy) {
    private static final int HEADS = 2_048;

    /** How many may start on a cluster. */
    int room(String cluster, int wanted) {
        Integer limit = policy.clusters().get(cluster);
        if (limit == null || model.broken(Mutant.CLUSTER_LIMIT_IGNORED)) {
            return wanted;
        }
        long running =
                model.running.stream().filter(it -> it.cluster.equals(cluster)).count();
        return (int) Math.max(0, Math.min(wanted, limit - running));
    }

    /** The heads of the lanes: of each team and priority, those with accelerators and those without. */
    List<Lane> heads(int most, Instant now, Optional<BatchId> only) {
        List<Rows.Batch> open = model.open();
        if (open.stream().noneMatch(batch -> waits(batch, now))) {
            return List.of();
        }
        Map<Key, List<Rows.Batch>> lanes = new TreeMap<>();
        for (Rows.Batch batch : open) {
            if (batch.open() && (only.isEmpty() || only.get().equals(batch.id))) {
                for (boolean accelerated : new boolean[] {false, true}) {
                    if (accelerated ? batch.accelerated : batch.plain) {
                        lanes.computeIfAbsent(Key.of(batch, accelerated), key -> new ArrayList<>())
                                .add(batch);
                    }
                }
            }
        }
        int depth = Math.min(most, Math.max(4, HEADS / Math.max(1, lanes.size())));
        List<Lane> heads = new ArrayList<>();
        lanes.forEach((key, batches) -> {
            List<Candidate> candidates = candidates(key, batches, depth, now);
            if (!candidates.isEmpty()) {
                heads.add(new Lane(key.team, candidates, candidates.size() >= depth));
            }
        });
        return List.copyOf(heads);
    }

    private List<Candidate> candidates(Key key, List<Rows.Batch> batches, int depth, Instant now) {
        List<Candidate> found = new ArrayList<>();
        batches.stream()
                .filter(batch -> waits(batch, now))
                .filter(batch -> !batch.expired(now) || model.broken(Mutant.EXPIRED_IS_CLAIMED))
                .sorted(Comparator.comparing((Rows.Batch batch) -> batch.queuedAt)
                        .thenComparing(batch -> batch.number))
                .forEach(batch -> candidates(key, batch, depth, now, found));
        return found.subList(0, Math.min(depth, found.size()));
    }

    private void candidates(Key key, Rows.Batch batch, int depth, Instant now, List<Candidate> found) {
        Integer limit = model.broken(Mutant.BATCH_LIMIT_IGNORED)
                ? null
                : batch.spec.queueing().running();
        Integer room = limit == null ? null : Integer.valueOf(limit - (int) batch.running());
        Candidate.Batch mine = candidate(batch, room);
        Team team = policy.team(policy.account(batch.team()));
        batch.jobs.stream()
                .filter(job -> due(job, now))
                .filter(job -> job.asks().gpus() > 0 == key.accelerated)
                .filter(job ->
                        fits(job.asks().cpus(), team.cpus()) && fits(job.asks().gpus(), team.gpus()))
                .limit(Math.max(0, room == null ? depth : Math.min(depth, room)))
                .forEach(job -> found.add(new Candidate(job.id.value(), mine, job.ordinal, job.asks())));
    }

    private boolean waits(Rows.Batch batch, Instant now) {
        for (Rows.Job job : batch.jobs) {
            if (due(job, now)) {
                return true;
            }
        }
        return false;
    }

    private boolean due(Rows.Job job, Instant now) {
        return (job.state == JobState.QUEUED && (!job.notBefore.isAfter(now) || model.broken(Mutant.NOT_YET_DUE)))
                || (job.state == JobState.RUNNING && model.broken(Mutant.RUNNING_IS_CLAIMED));
    }

    private static boolean fits(long asks, @Nullable Integer most) {
        return most == null || asks <= most;
    }

    static Candidate.Batch candidate(Rows.Batch batch, @Nullable Integer room) {
        return new Candidate.Batch(
                batch.id.value(), batch.team(), batch.spec.queueing().priority(), batch.queuedAt, batch.number, room);
    }

    /** What teams have and had, by the names that their work counts under. */
    Holdings holdings(Instant now) {
        if (model.broken(Mutant.HOLDINGS_FORGOTTEN)) {
            return Holdings.NONE;
        }
        Map<String, Usage> running = new HashMap<>();
        Map<String, Double> served = new HashMap<>();
        model.teams.keySet().forEach(team -> {
            running.merge(policy.account(team), Usage.NONE, Usage::plus);
            served.merge(policy.account(team), model.served(team, now), Double::sum);
        });
        model.running.stream()
                .filter(it -> !model.broken(Mutant.ACCELERATORS_ARE_FREE)
                        || it.job.asks().gpus() == 0)
                .forEach(it -> running.merge(policy.account(it.job.batch.team()), it.job.asks(), Usage::plus));
        return new Holdings(running, served);
    }

    /** Notes that jobs of teams were started while others waited. */
    void served(Map<String, Long> starts, Instant now) {
        starts.forEach((team, jobs) -> model.teams.put(
                team, new Model.Served(jobs + (model.teams.containsKey(team) ? model.served(team, now) : 0), now)));
    }

    private record Key(String team, int priority, boolean accelerated) implements Comparable<Key> {
        static Key of(Rows.Batch batch, boolean accelerated) {
            return new Key(batch.team(), batch.spec.queueing().priority(), accelerated);
        }

        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::team)
                    .thenComparing(Key::priority)
                    .thenComparing(Key::accelerated)
                    .compare(this, other);
        }
    }
}
