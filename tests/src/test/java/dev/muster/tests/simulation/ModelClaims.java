package dev.muster.tests.simulation;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobState;
import dev.muster.ledger.Claims;
import dev.muster.ledger.Ending;
import dev.muster.ledger.queue.Candidate;
import dev.muster.ledger.queue.Choice;
import dev.muster.ledger.queue.Holdings;
import dev.muster.ledger.queue.Lane;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@link Claims} of the model. */
record ModelClaims(Model model, QueuePolicy policy) implements Claims {
    @Override
    public List<Assignment> claim(String cluster, int limit, Duration lease, Optional<BatchId> only) {
        return model.write("claim", now -> {
            ModelQueue queue = new ModelQueue(model, policy);
            int most = queue.room(cluster, limit);
            List<Rows.Try> claimed = new ArrayList<>();
            boolean more = most > 0;
            while (more) {
                List<Lane> lanes = queue.heads(most - claimed.size(), now, only);
                boolean contended = policy.contended(lanes);
                Holdings holdings = contended ? queue.holdings(now) : Holdings.NONE;
                Choice choice = new Choice(rules(), holdings, lanes);
                List<Candidate> chosen = model.broken(Mutant.URGENCY_BEATS_SHARES)
                        ? mostUrgent(lanes, most - claimed.size())
                        : choice.next(most - claimed.size());
                List<Rows.Try> started = start(chosen, cluster, now, now.plus(lease));
                if (contended) {
                    queue.served(chosen.stream().collect(groupingBy(this::account, counting())), now);
                }
                claimed.addAll(started);
                more = !started.isEmpty() && !choice.complete() && claimed.size() < most;
            }
            claimed.forEach(it -> model.note("train", "CLAIMED", Model.subject(it.named())));
            return claimed.stream().map(new ModelMemory(model)::recalling).toList();
        });
    }

    private String account(Candidate candidate) {
        return policy.account(candidate.batch().team());
    }

    /** The policy, but for what is broken of it. */
    private QueuePolicy rules() {
        if (!model.broken(Mutant.QUOTA_IGNORED) && !model.broken(Mutant.WEIGHT_IGNORED)) {
            return policy;
        }
        Map<String, Team> teams = new TreeMap<>();
        policy.teams()
                .forEach((name, team) -> teams.put(
                        name,
                        model.broken(Mutant.QUOTA_IGNORED)
                                ? new Team(team.weight(), null, null, null)
                                : new Team(1, team.jobs(), team.cpus(), team.gpus())));
        return new QueuePolicy(teams, policy.clusters(), policy.ageing(), policy.preemption());
    }

    private List<Candidate> mostUrgent(List<Lane> lanes, int most) {
        return lanes.stream()
                .flatMap(lane -> lane.candidates().stream())
                .sorted(Comparator.comparing((Candidate it) ->
                                policy.rank(it.batch().priority(), it.batch().since()))
                        .thenComparing(Candidate::job))
                .limit(Math.min(1, most))
                .toList();
    }

    private List<Rows.Try> start(List<Candidate> chosen, String cluster, Instant now, Instant leaseUntil) {
        List<Rows.Try> started = new ArrayList<>();
        for (Candidate candidate : chosen) {
            Rows.Job job = Objects.requireNonNull(model.jobs.get(candidate.job()));
            if (job.state == JobState.QUEUED || model.broken(Mutant.RUNNING_IS_CLAIMED)) {
                job.state = JobState.RUNNING;
                job.attempt += model.broken(Mutant.NUMBER_IS_USED_AGAIN) && job.attempt > 0 ? 0 : 1;
                Rows.Try row = new Rows.Try(job, job.attempt, cluster, now, leaseUntil);
                job.tries.add(row);
                model.running.add(row);
                model.changed(job.batch);
                started.add(row);
            }
        }
        return started;
    }

    @Override
    public void handBack(List<Attempt> attempts) {
        model.write("handBack", now -> end(attempts, new Ending.HandedBack(), now));
    }

    @Override
    public List<Attempt> expire(Duration lease) {
        return model.write("expire", now -> {
            Predicate<Rows.Try> overdue = it ->
                    it.leaseUntil != null && (!it.leaseUntil.isAfter(now) || model.broken(Mutant.LEASE_MEANS_NOTHING));
            return model.broken(Mutant.NOTHING_IS_EXPIRED)
                    ? List.of()
                    : end(running(overdue), new Ending.Expired(lease), now);
        });
    }

    @Override
    public List<Attempt> abandon(String cluster) {
        return model.write("abandon", now -> end(running(on(cluster)), new Ending.Abandoned(), now));
    }

    @Override
    public List<String> clusters() {
        return model.write(
                "clusters",
                now -> model.running.stream()
                        .map(it -> it.cluster)
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Override
    public List<BatchId> drop() {
        return model.write("drop", now -> {
            List<BatchId> dropped = new ArrayList<>();
            if (model.broken(Mutant.NOTHING_IS_DROPPED)) {
                return dropped;
            }
            for (Rows.Batch batch : model.open()) {
                if (batch.expiredAt == null && batch.expired(now)) {
                    batch.expiredAt = now;
                    model.changed(batch);
                    model.note("train", "EXPIRED", batch.id.value());
                    List<Rows.Job> jobs = batch.jobs.stream()
                            .filter(job -> job.state == JobState.QUEUED
                                    || (job.state == JobState.RUNNING && model.broken(Mutant.RUNNING_IS_DROPPED)))
                            .toList();
                    jobs.forEach(job -> job.state = JobState.CANCELLED);
                    model.note("train", "CANCELLED", jobs);
                    if (!jobs.isEmpty()) {
                        dropped.add(batch.id);
                    }
                }
            }
            return dropped;
        });
    }

    @Override
    public List<Attempt> preempt(String cluster, int free) {
        return policy.preemption() == null
                ? List.of()
                : model.write("preempt", now -> new ModelPreemption(model, policy).make(cluster, free, now));
    }

    @Override
    public List<Attempt> unwanted(String cluster) {
        return model.write(
                "unwanted",
                now -> running(on(cluster)
                        .and(it ->
                                it.preemptedFor != null || it.job.state != JobState.RUNNING || !it.job.batch.open())));
    }

    private List<Attempt> end(List<Attempt> attempts, Ending.How how, Instant now) {
        List<Ending> endings =
                attempts.stream().map(attempt -> new Ending(attempt, how)).toList();
        return new ModelEndings(model).apply(endings, "train", now);
    }

    private List<Attempt> running(Predicate<Rows.Try> wanted) {
        return model.running.stream().filter(wanted).map(Rows.Try::named).collect(Collectors.toList());
    }

    private static Predicate<Rows.Try> on(String cluster) {
        return it -> it.cluster.equals(cluster);
    }
}
