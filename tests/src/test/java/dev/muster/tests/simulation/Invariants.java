package dev.muster.tests.simulation;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.EventTypes;
import dev.muster.contract.JobProgress;
import dev.muster.ledger.AttemptState;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.tests.simulation.Faults.Broken;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What must hold after every transaction and every answer, told from the rows and what they were before: not by the
 * rules that are tested.
 */
final class Invariants {
    private final Model model;
    private final Shares shares;
    private final Map<Rows.Batch, BatchHistory> batches = new HashMap<>();
    private final Map<Attempt, Instant> leases = new HashMap<>();
    private final Map<String, CloudEvent> emitted = new HashMap<>();
    private final Map<String, Integer> completions = new HashMap<>();
    private final Set<BatchId> accepted = new HashSet<>();
    private final PreemptionCheck preemptions;
    private int steps;

    Invariants(Model model, QueuePolicy policy) {
        this.model = model;
        this.shares = new Shares(model, policy);
        this.preemptions = new PreemptionCheck(model, policy);
    }

    /** Transactions so far. */
    int steps() {
        return steps;
    }

    /** After a transaction. */
    void check(Model.Commit commit) {
        steps++;
        for (Rows.Batch batch : commit.changed()) {
            batches.computeIfAbsent(batch, BatchHistory::new).check(commit);
            batch.jobs.forEach(this::reused);
        }
        switch (commit.door()) {
            case "accept" ->
                promise(
                        accepted.addAll(commit.changed().stream()
                                        .map(batch -> batch.id)
                                        .toList())
                                || commit.changed().isEmpty(),
                        "a batch is accepted once",
                        commit.changed());
            case "claim" -> claimed(commit);
            case "progress" -> this.<JobProgress>list(commit).forEach(said -> renew(said.attempt(), commit.now()));
            case "expire" -> this.<Attempt>list(commit).forEach(attempt -> lost(attempt, commit.now()));
            case "preempt" -> this.<Attempt>list(commit).forEach(preemptions::check);
            case "complete" ->
                model.models.forEach((name, versions) -> promise(
                        versions.get(versions.size() - 1).version() == versions.size(),
                        "versions are numbered without a gap",
                        name + " " + versions));
            default -> {}
        }
    }

    @SuppressWarnings("unchecked") // what the door answers
    private <T> List<T> list(Model.Commit commit) {
        return (List<T>) Objects.requireNonNull(commit.result());
    }

    private void claimed(Model.Commit commit) {
        List<Assignment> claimed = list(commit);
        claimed.forEach(it -> leases.put(it.attempt(), commit.now().plus(Functions.LEASE)));
        shares.check(claimed, commit.now());
        claimed.forEach(this::recalls);
    }

    /** What is offered is the result of an equal job, and was trained. */
    private void recalls(Assignment claimed) {
        Rows.Job mine = job(claimed.attempt());
        promise(
                claimed.recalls().isEmpty() || !mine.batch.spec.fresh(),
                "a fresh batch is offered no results",
                mine.batch.id);
        claimed.recalls().forEach(recall -> {
            Rows.Job other = job(recall.attempt());
            Rows.Result result = other.result;
            promise(
                    result != null
                            && result.reused() == null
                            && result.attempt() == recall.attempt().number(),
                    "what is offered was trained",
                    recall);
            promise(Objects.equals(mine.recipe, other.recipe), "what is offered is an equal job's", recall);
        });
    }

    /** What was used again is the result of an equal job, and was trained. */
    private void reused(Rows.Job job) {
        Attempt original = job.result == null ? null : job.result.reused();
        if (original != null) {
            Rows.Job other = job(original);
            promise(
                    Objects.equals(job.recipe, other.recipe)
                            && other.result != null
                            && other.result.reused() == null
                            && other.result.model().equals(job.result.model()),
                    "what is used again is the result of an equal job",
                    job + " from " + other);
        }
    }

    private Rows.Job job(Attempt attempt) {
        return Objects.requireNonNull(model.jobs.get(attempt.job().value()), attempt::toString);
    }

    private void renew(Attempt attempt, Instant now) {
        leases.computeIfPresent(attempt, (key, until) -> {
            Instant next = now.plus(Functions.LEASE);
            return next.isAfter(until) ? next : until;
        });
    }

    private void lost(Attempt attempt, Instant now) {
        Instant until = Objects.requireNonNull(leases.get(attempt), attempt::toString);
        promise(!until.isAfter(now), "an attempt is lost only once its lease has run out", attempt + " until " + until);
    }

    /** After a function has come to an answer. */
    void answered(String function, CloudEvent event, List<CloudEvent> answers) {
        if (function.equals("validate")) {
            answers.forEach(answer -> promise(
                    model.batch(new BatchId(Objects.requireNonNull(answer.getSubject()))) != null,
                    "what is acknowledged is there",
                    answer.getSubject()));
        }
        if (function.equals("aggregate") && !event.getType().equals(EventTypes.JOBS_PROGRESSED)) {
            Set<String> told = new HashSet<>();
            answers.stream()
                    .filter(answer -> answer.getType().equals(EventTypes.BATCH_COMPLETED))
                    .forEach(answer -> told.add(answer.getSubject()));
            model.causes.getOrDefault(event.getId(), Set.of()).stream()
                    .filter(batch ->
                            batch.verdict != null && batch.verdict.cause().equals(event.getId()))
                    .forEach(batch -> promise(
                            told.contains(batch.id.value()),
                            "whatever led to a verdict is answered with it, however often it comes",
                            batch.id + " by " + event.getId()));
        }
    }

    /** After an event was given to the broker. */
    void emitted(CloudEvent event) {
        CloudEvent before = emitted.putIfAbsent(event.getId() + " " + event.getSource(), event);
        promise(before == null || before.equals(event), "events of one id say the same", before + " and " + event);
        if (event.getType().equals(EventTypes.BATCH_COMPLETED) && before == null) {
            Rows.Batch batch = model.batch(new BatchId(Objects.requireNonNull(event.getSubject())));
            int told = completions.merge(event.getSubject(), 1, Integer::sum);
            promise(
                    batch != null
                            && told
                                    <= Objects.requireNonNull(batches.get(batch))
                                            .verdicts(),
                    "each verdict is told by one event, however often",
                    event.getSubject() + " by " + told);
        }
    }

    /**
     * In the end.
     *
     * @param asked batches
     * @param complete whether each event came at least once
     */
    void settled(int asked, boolean complete) {
        promise(model.batches.size() == asked, "whatever was asked for is accepted", model.batches.size());
        promise(
                model.open().isEmpty(),
                "each batch gets its verdict",
                model.open().stream()
                        .map(batch -> batch.spec.name() + " " + batch.jobs)
                        .toList());
        promise(model.running.isEmpty(), "no attempt runs on", model.running);
        for (Rows.Batch batch : model.batches.values()) {
            promise(
                    batches.computeIfAbsent(batch, BatchHistory::new).judgedOnce(),
                    "a batch is completed once, and once more for each time that it is taken up again",
                    batch.id);
            promise(
                    !complete || completions.containsKey(batch.id.value()),
                    "where no event is lost, each completion is told",
                    batch.id);
        }
        audited();
    }

    /** Each attempt is claimed once in the audit and ends once. */
    private void audited() {
        Map<String, StringBuilder> told = new HashMap<>();
        Set<String> ends = Set.of("CLAIMED", "SUCCEEDED", "FAILED", "STOPPED", "LOST", "HANDED_BACK");
        model.audit.stream()
                .filter(note -> ends.contains(note.what()) && note.subject().contains("/attempt-"))
                .forEach(note -> told.computeIfAbsent(note.subject(), key -> new StringBuilder())
                        .append(note.what())
                        .append(' '));
        model.jobs.values().stream().flatMap(job -> job.tries.stream()).forEach(it -> {
            String line = told.getOrDefault(Model.subject(it.named()), new StringBuilder())
                    .toString();
            String end = it.state == AttemptState.LATE ? "" : it.state + " ";
            promise(line.equals("CLAIMED " + end), "each attempt begins and ends once in the audit", it + ": " + line);
        });
    }

    static void promise(boolean held, String promise, Object seen) {
        if (!held) {
            throw new Broken(promise, seen);
        }
    }
}
