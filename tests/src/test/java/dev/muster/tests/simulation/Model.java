package dev.muster.tests.simulation;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.Promotion;
import dev.muster.ledger.LedgerException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The database as the doors see it: tables, and transactions one after the other. What PostgreSQL lets happen at the
 * same time comes here in one order or another: others act between the moment that a call reads the clock and its
 * transaction, as they do while a call there waits for a lock.
 */
final class Model {
    private static final double HALF_LIFE_SECONDS = 3_600;

    final Map<BatchId, Rows.Batch> batches = new LinkedHashMap<>();
    final Map<String, Rows.Job> jobs = new LinkedHashMap<>();
    final Map<String, List<Rows.Job>> recipes = new LinkedHashMap<>();
    final Map<String, List<Promotion>> models = new LinkedHashMap<>();
    final Map<String, Set<Rows.Batch>> causes = new LinkedHashMap<>();
    final Set<Rows.Try> running = new LinkedHashSet<>();
    final Map<String, Served> teams = new TreeMap<>(Map.of("default", Served.NEVER));
    final List<Note> audit = new ArrayList<>();
    private final TreeMap<Long, Rows.Batch> open = new TreeMap<>();
    private final Set<String> late = new HashSet<>();
    private final Set<Rows.Batch> touched = new LinkedHashSet<>();
    private final Clock clock;
    private final Interference interference;
    private final @Nullable Mutant planted;
    private boolean inside;

    Model(Clock clock, Interference interference, @Nullable Mutant planted) {
        this.clock = clock;
        this.interference = interference;
        this.planted = planted;
    }

    /** Whether a rule is broken on purpose. */
    boolean broken(Mutant rule) {
        return planted == rule;
    }

    /** One transaction. */
    <T> T write(String door, Function<Instant, T> work) {
        Instant now = clock.instant();
        interference.before(door);
        if (inside) {
            throw new IllegalStateException("a transaction within one");
        }
        inside = true;
        T result;
        try {
            result = work.apply(now);
        } catch (LedgerException refused) {
            throw refused;
        } catch (RuntimeException e) {
            throw new Faults.Broken("a transaction is done or refused", e);
        } finally {
            inside = false;
        }
        List<Rows.Batch> changed = List.copyOf(touched);
        touched.clear();
        interference.after(new Commit(door, now, changed, result));
        return result;
    }

    Rows.@Nullable Batch batch(BatchId id) {
        return batches.get(id);
    }

    /** Without a verdict, in the order of acceptance. */
    List<Rows.Batch> open() {
        return List.copyOf(open.values());
    }

    /** The row that an attempt names, if it names one. */
    Rows.@Nullable Try row(Attempt attempt) {
        Rows.Job job = jobs.get(attempt.job().value());
        return job == null || !job.batch.id.equals(attempt.batch()) || attempt.number() > job.tries.size()
                ? null
                : job.tries.get(attempt.number() - 1);
    }

    /** Notes that a batch, or something of it, was changed. */
    void changed(Rows.Batch batch) {
        if (batch.state.completed()) {
            open.remove(batch.number);
        } else {
            open.put(batch.number, batch);
        }
        touched.add(batch);
    }

    /** Finds a job by what it trains from now on. */
    void remember(Rows.Job job) {
        if (job.recipe != null) {
            recipes.computeIfAbsent(job.recipe, key -> new ArrayList<>()).add(job);
        }
    }

    void note(String who, String what, String subject) {
        if (!what.equals("LATE") || late.add(subject)) {
            audit.add(new Note(who, what, subject));
        }
    }

    void note(String who, String what, Collection<Rows.Job> about) {
        about.forEach(job -> note(who, what, job.id.value()));
    }

    static String subject(Attempt attempt) {
        return attempt.job() + "/attempt-" + attempt.number();
    }

    double served(String team, Instant now) {
        Served before = Objects.requireNonNull(teams.get(team));
        double seconds = (now.toEpochMilli() - before.at().toEpochMilli()) / 1000.0;
        return before.jobs() * Math.pow(0.5, Math.min(1000, Math.max(0, seconds / HALF_LIFE_SECONDS)));
    }

    /** What others do around a transaction. */
    interface Interference {
        /** Nobody else. */
        Interference NONE = new Interference() {
            @Override
            public void before(String door) {}

            @Override
            public void after(Commit commit) {}
        };

        /** May act by other doors, or throw: then the transaction never was. */
        void before(String door);

        /** May throw: then it was, and nobody knows. */
        void after(Commit commit);
    }

    /**
     * A transaction that was.
     *
     * @param door that it came by
     * @param now by the clock of who came
     * @param changed batches
     * @param result that it answers
     */
    record Commit(
            String door,
            Instant now,
            List<Rows.Batch> changed,
            @Nullable Object result) {}

    /** A line of the audit. */
    record Note(String who, String what, String subject) {}

    /** What a team was given lately, as it was then. */
    record Served(double jobs, Instant at) {
        static final Served NEVER = new Served(0, Instant.EPOCH);
    }
}
