package dev.muster.tests.simulation;

import dev.muster.contract.Attempt;
import dev.muster.ledger.queue.Candidate;
import dev.muster.ledger.queue.Eviction;
import dev.muster.ledger.queue.Evictions;
import dev.muster.ledger.queue.Holdings;
import dev.muster.ledger.queue.Lane;
import dev.muster.ledger.queue.Occupant;
import dev.muster.ledger.queue.Preemption;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Attempts make room for more urgent jobs, in the model. */
record ModelPreemption(Model model, QueuePolicy policy) {
    private static final int DEPTH = 64;

    List<Attempt> make(String cluster, int free, Instant now) {
        ModelQueue queue = new ModelQueue(model, policy);
        List<Lane> lanes = queue.heads(DEPTH, now, Optional.empty());
        if (lanes.isEmpty()) {
            return List.of();
        }
        List<Rows.Try> seats =
                model.running.stream().filter(it -> it.cluster.equals(cluster)).toList();
        List<Rows.Try> stopping =
                seats.stream().filter(it -> it.preemptedFor != null).toList();
        Map<String, Usage> running = new HashMap<>(queue.holdings(now).running());
        stopping.forEach(it -> running.computeIfPresent(
                policy.account(it.job.batch.team()), (account, used) -> used.minus(it.job.asks())));
        Holdings holdings = new Holdings(running, queue.holdings(now).served());
        int room = (free < 0 ? free : queue.room(cluster, free)) + stopping.size();
        List<Occupant> occupants = seats.stream()
                .filter(it -> it.preemptedFor == null && mayStop(it.job.batch, now))
                .map(this::occupant)
                .toList();
        List<Eviction> evictions = Evictions.of(rules(), holdings, lanes, occupants, room);
        evictions.forEach(this::mark);
        return evictions.stream().map(it -> it.victim().attempt()).toList();
    }

    private QueuePolicy rules() {
        return model.broken(Mutant.EQUALS_MAKE_ROOM)
                ? new QueuePolicy(policy.teams(), policy.clusters(), policy.ageing(), new Preemption(1, 100))
                : policy;
    }

    private static boolean mayStop(Rows.Batch batch, Instant now) {
        return batch.open() && !batch.expired(now);
    }

    private Occupant occupant(Rows.Try row) {
        long times =
                row.job.tries.stream().filter(it -> it.preemptedFor != null).count();
        Candidate.Batch batch = ModelQueue.candidate(row.job.batch, null);
        return new Occupant(
                row.named(),
                batch,
                row.job.asks(),
                row.claimedAt,
                model.broken(Mutant.MAKES_ROOM_FOR_EVER) ? 0 : (int) times);
    }

    private void mark(Eviction eviction) {
        Rows.Try row = Objects.requireNonNull(model.row(eviction.victim().attempt()));
        row.preemptedFor = eviction.waiting().job();
        model.changed(row.job.batch);
        model.note("train", "PREEMPTED", Model.subject(row.named()));
    }
}
