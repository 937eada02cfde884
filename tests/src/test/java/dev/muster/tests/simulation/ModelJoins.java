package dev.muster.tests.simulation;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.Fate;
import dev.muster.contract.Gates;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.contract.JoinPolicy.When;
import dev.muster.contract.Profile;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import dev.muster.ledger.AttemptState;
import dev.muster.ledger.Completion;
import dev.muster.ledger.Join;
import dev.muster.ledger.Joins;
import dev.muster.ledger.LedgerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Joins} of the model. */
record ModelJoins(Model model) implements Joins {
    @Override
    public Optional<Join> ready(BatchId id) {
        return model.write("ready", now -> {
            Rows.Batch batch = model.batch(id);
            return batch == null || !waits(batch, now) ? Optional.empty() : Optional.of(join(batch, now));
        });
    }

    @Override
    public List<BatchId> waiting() {
        return model.write(
                "waiting",
                now -> model.broken(Mutant.SWEEP_FINDS_NOTHING)
                        ? List.of()
                        : model.open().stream()
                                .filter(batch -> waits(batch, now))
                                .map(batch -> batch.id)
                                .toList());
    }

    private boolean waits(Rows.Batch batch, Instant now) {
        return !batch.state.completed()
                && (batch.jobs.stream().allMatch(job -> job.state.ended())
                        || (batch.calledOffAt == null && (batch.overdue(now) || quorum(batch) || good(batch))));
    }

    private static boolean quorum(Rows.Batch batch) {
        if (batch.spec.join().when() != When.QUORUM) {
            return false;
        }
        int needed = Objects.requireNonNull(batch.spec.gates().finished());
        long gone = count(batch, JobState.FAILED) + count(batch, JobState.CANCELLED);
        return count(batch, JobState.SUCCEEDED) >= needed || gone > batch.jobs.size() - needed;
    }

    private static long count(Rows.Batch batch, JobState state) {
        return batch.jobs.stream().filter(job -> job.state == state).count();
    }

    private static boolean good(Rows.Batch batch) {
        return batch.spec.join().when() == When.FIRST_GOOD
                && batch.jobs.stream()
                        .filter(job -> job.state == JobState.SUCCEEDED)
                        .anyMatch(job -> batch.spec.gates().minimums().stream()
                                .allMatch(minimum -> reaches(Objects.requireNonNull(job.result), minimum)));
    }

    private static boolean reaches(Rows.Result result, Gates.Threshold minimum) {
        Double value = result.metrics().get(minimum.metric().label());
        return value != null && !minimum.metric().better(minimum.value(), value);
    }

    private Join join(Rows.Batch batch, Instant now) {
        Set<JobId> late = batch.jobs.stream()
                .filter(job -> job.state == JobState.CANCELLED
                        && job.attempt > 0
                        && job.tries.get(job.attempt - 1).state == AttemptState.LATE)
                .map(job -> job.id)
                .collect(Collectors.toSet());
        Map<String, Profile> profiles = new LinkedHashMap<>();
        batch.profiles.forEach(profile -> profiles.put(profile.digest(), profile));
        List<Verdict.Job> jobs = ModelLines.of(batch);
        return new Join(
                batch.id,
                spec(batch),
                jobs,
                batch.calledOffAt != null,
                batch.overdue(now),
                late,
                profiles,
                current(batch.spec.promote()),
                rival(batch));
    }

    private BatchSpec spec(Rows.Batch batch) {
        BatchSpec spec = batch.spec;
        Integer finished = spec.gates().finished();
        if (!model.broken(Mutant.QUORUM_IS_ONE_LESS) || finished == null || finished < 2) {
            return spec;
        }
        Gates fewer = new Gates(
                spec.gates().metric(), spec.gates().minimums(), spec.gates().beats(), finished - 1);
        return new BatchSpec(
                spec.name(),
                spec.queueing(),
                spec.jobs(),
                fewer,
                spec.join(),
                spec.retry(),
                spec.promote(),
                null,
                false);
    }

    private Optional<Promotion> current(@Nullable String name) {
        return versions(name).reduce((older, newer) -> newer);
    }

    private Optional<Promotion> rival(Rows.Batch batch) {
        return versions(batch.spec.promote())
                .filter(promotion -> batch.jobs.stream().noneMatch(job -> job.id.equals(promotion.job())))
                .reduce((older, newer) -> newer);
    }

    private Stream<Promotion> versions(@Nullable String name) {
        return name == null ? Stream.of() : model.models.getOrDefault(name, List.of()).stream();
    }

    @Override
    public boolean complete(Verdict verdict, String cause) {
        return model.write("complete", now -> {
            Rows.Batch batch = Objects.requireNonNull(model.batch(verdict.batch()));
            Set<JobId> cut = new LinkedHashSet<>();
            verdict.coverage().cut().forEach(absence -> cut.add(absence.job()));
            boolean missing = verdict.coverage().absent().stream().anyMatch(absence -> absence.fate() == Fate.MISSING);
            if (!asJudged(batch, verdict, cut) || (missing && !batch.overdue(now))) {
                return false;
            }
            promote(verdict.promoted());
            conclude(batch, verdict, cut, cause, now);
            return true;
        });
    }

    private boolean asJudged(Rows.Batch batch, Verdict verdict, Set<JobId> cut) {
        if (batch.state.completed() || (batch.calledOffAt != null && !cut.isEmpty())) {
            return model.broken(Mutant.VERDICT_COUNTS_TWICE);
        }
        Map<JobId, Verdict.Job> judged = verdict.jobs().stream().collect(Collectors.toMap(Verdict.Job::id, job -> job));
        return model.broken(Mutant.VERDICT_ON_WHAT_WAS)
                || batch.jobs.stream().allMatch(job -> {
                    Verdict.Job as = judged.get(job.id);
                    return cut.contains(job.id)
                            ? !job.state.ended()
                            : as != null
                                    && job.state.ended()
                                    && job.state == as.state()
                                    && Objects.equals(job.result == null ? null : job.result.model(), as.digest());
                });
    }

    private void promote(@Nullable Promotion promoted) {
        if (promoted == null) {
            return;
        }
        List<Promotion> versions = model.models.computeIfAbsent(promoted.name(), name -> new ArrayList<>());
        if (current(promoted.name()).filter(promoted::equals).isEmpty()) {
            if (promoted.version() != versions.size() + 1 && !model.broken(Mutant.VERSION_IS_TAKEN_TWICE)) {
                throw LedgerException.outrun(promoted.name(), promoted.version());
            }
            versions.add(promoted);
        }
        model.note("aggregate", "PROMOTED", promoted.name() + " " + promoted.version());
    }

    private void conclude(Rows.Batch batch, Verdict verdict, Set<JobId> cut, String cause, Instant now) {
        batch.state = verdict.state();
        batch.verdict = new Rows.Judged(verdict, now, cause);
        model.causes.computeIfAbsent(cause, key -> new LinkedHashSet<>()).add(batch);
        Map<JobId, Verdict.Job> judged = verdict.jobs().stream().collect(Collectors.toMap(Verdict.Job::id, job -> job));
        List<Rows.Job> cancelled =
                batch.jobs.stream().filter(job -> cut.contains(job.id)).toList();
        if (!model.broken(Mutant.VERDICT_LEAVES_JOBS)) {
            cancelled.forEach(job -> job.state = JobState.CANCELLED);
        }
        verdict.coverage().absent().forEach(absence -> {
            Verdict.Job as = Objects.requireNonNull(judged.get(absence.job()));
            Objects.requireNonNull(model.jobs.get(absence.job().value())).absent =
                    new Rows.Absent(as.attempts(), as.seconds());
        });
        model.changed(batch);
        model.note("aggregate", verdict.state().name(), batch.id.value());
        model.note("aggregate", "CANCELLED", cancelled);
    }

    @Override
    public List<Completion> completedBy(String cause) {
        return model.write("completedBy", now -> {
            if (model.broken(Mutant.ANSWER_IS_FORGOTTEN) && cause.hashCode() % 5 == 0) {
                return List.of();
            }
            return model.causes.getOrDefault(cause, Set.of()).stream()
                    .filter(batch ->
                            batch.verdict != null && batch.verdict.cause().equals(cause))
                    .sorted(Comparator.comparingLong(batch -> batch.number))
                    .map(batch -> completion(batch, now))
                    .toList();
        });
    }

    private Completion completion(Rows.Batch batch, Instant now) {
        Rows.Judged judged = Objects.requireNonNull(batch.verdict);
        return new Completion(
                ModelLines.read(batch, judged.verdict()),
                model.broken(Mutant.ANSWER_CHANGES) ? now : judged.at(),
                judged.cause());
    }
}
