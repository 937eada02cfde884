package dev.muster.tests.simulation;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.Problem;
import dev.muster.contract.Profile;
import dev.muster.contract.catalogue.Program;
import dev.muster.ledger.Acceptance;
import dev.muster.ledger.Claims;
import dev.muster.ledger.Control;
import dev.muster.ledger.Doors;
import dev.muster.ledger.Intake;
import dev.muster.ledger.Joins;
import dev.muster.ledger.Notice;
import dev.muster.ledger.Notices;
import dev.muster.ledger.Results;
import dev.muster.ledger.queue.QueuePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The doors to a {@link Model}. No batch names an address to be told at, and nothing is sealed. */
record ModelLedger(Model model) implements Doors {
    @Override
    public Intake intake() {
        return new Intake() {
            @Override
            public Acceptance accept(BatchId id, BatchSpec spec, List<Profile> profiles, String cause, String origin) {
                return model.write("accept", now -> insert(id, spec, profiles, now));
            }

            @Override
            public void refuse(String cause, String origin, List<Problem> problems) {
                throw new AssertionError("nothing here is refused: " + problems);
            }
        };
    }

    private Acceptance insert(BatchId id, BatchSpec spec, List<Profile> profiles, Instant now) {
        model.teams.putIfAbsent(spec.queueing().team(), Model.Served.NEVER);
        Rows.Batch before = model.batch(id);
        if (before != null && !model.broken(Mutant.REQUEST_COUNTS_TWICE)) {
            return new Acceptance(false, before.state);
        }
        if (spec.notifyUrl() != null) {
            throw new AssertionError("nobody is told of verdicts here: " + spec.notifyUrl());
        }
        Rows.Batch batch = new Rows.Batch(id, model.batches.size() + 1L, spec, profiles, now);
        if (model.broken(Mutant.ACCEPTED_BEFORE_COMMIT) && batch.number % 7 == 0) {
            return new Acceptance(true, batch.state);
        }
        model.batches.put(id, batch);
        spec.jobs().forEach(job -> {
            String recipe = Program.runs(job.algorithm()) ? null : job.recipe();
            Rows.Job row = new Rows.Job(batch, batch.jobs.size(), job, recipe, now);
            batch.jobs.add(row);
            model.jobs.put(row.id.value(), row);
            model.remember(row);
        });
        model.changed(batch);
        model.note("validate", "ACCEPTED", id.value());
        return new Acceptance(true, batch.state);
    }

    @Override
    public Claims claims(QueuePolicy policy) {
        return new ModelClaims(model, policy);
    }

    @Override
    public Results results() {
        return new ModelResults(model);
    }

    @Override
    public Joins joins() {
        return new ModelJoins(model);
    }

    @Override
    public Control control(String who) {
        return new ModelControl(model, who);
    }

    @Override
    public Notices notices() {
        return new Notices() {
            @Override
            public List<Notice> take(int limit, Duration hold, Optional<BatchId> only) {
                return List.of();
            }

            @Override
            public void delivered(BatchId batch) {
                throw new AssertionError(batch);
            }

            @Override
            public void again(BatchId batch, Duration wait) {
                throw new AssertionError(batch);
            }

            @Override
            public void giveUp(BatchId batch, String why) {
                throw new AssertionError(batch);
            }

            @Override
            public boolean pending(BatchId batch) {
                return false;
            }
        };
    }

    @Override
    public void seal() {
        // The chain of the audit has proofs of its own, and no decision depends on it.
    }
}
