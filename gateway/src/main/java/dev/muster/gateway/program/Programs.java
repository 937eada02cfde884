package dev.muster.gateway.program;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Outcome;
import dev.muster.contract.Outcome.FailureKind;
import dev.muster.contract.catalogue.Program;
import dev.muster.contract.catalogue.ProgramReader;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import dev.muster.contract.gateway.Fingerprint;
import dev.muster.gateway.backend.Backend;
import dev.muster.gateway.program.ProgramRun.Order;
import dev.muster.trainer.ray.Neighbours;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs of users: jobs whose algorithm begins with {@code program:}. What it has to wait for it looks at again
 * and again; steps that take long are handed to an executor. Thread-safe.
 */
public final class Programs implements Backend {
    private final Surroundings with;
    private final Neighbours neighbours;
    private final Executor executor;
    private final Roster roster = new Roster();
    private Instant vouched = Instant.MIN;
    private @Nullable Pulse pulse;

    /** Runs none yet, and looks after those that it will by threads of its own. */
    public static Programs open(
            ProgramConfig config, ArtifactStore store, Neighbours neighbours, Journal journal, InstantSource clock) {
        Pulse pulse = new Pulse();
        Programs programs = new Programs(config, store, neighbours, journal, clock, pulse.steps());
        programs.pulse = pulse;
        pulse.drive(programs::tick);
        return programs;
    }

    /**
     * Runs none yet, and does nothing by itself.
     *
     * @param neighbours who else is on the cluster
     * @param executor that takes steps; each takes seconds when a dataset is prepared or a model stored
     */
    Programs(
            ProgramConfig config,
            ArtifactStore store,
            Neighbours neighbours,
            Journal journal,
            InstantSource clock,
            Executor executor) {
        JobsApi ray = new JobsApi(config.dashboard(), config.token());
        ArrayCache arrays = new ArrayCache(config.places().cache());
        this.with = new Surroundings(config, ray, store, arrays, journal, clock);
        this.neighbours = neighbours;
        this.executor = executor;
    }

    /** Whether a job is one for a program. */
    public static boolean handles(Assignment assignment) {
        return Program.runs(assignment.job().algorithm());
    }

    /** Looks at everything once. */
    synchronized void tick() {
        roster.clear();
        if (!roster.waiting().isEmpty()) {
            roster.admit(room(), neighbours.hungry(), order -> new ProgramRun(with, order));
        }
        neighbours.claim(roster.claims());
        Instant now = with.clock().instant();
        boolean due = vouched.equals(Instant.MIN)
                || Duration.between(vouched, now).compareTo(with.patience().heartbeat()) >= 0;
        if (due) {
            vouched = now;
            roster.waiting().forEach(this::vouch);
            roster.running().forEach(ProgramRun::vouch);
        }
        roster.running().stream().filter(ProgramRun::claim).forEach(run -> executor.execute(run::step));
        notifyAll();
    }

    private void vouch(Order order) {
        with.journal().progressed(order.channel(), new JobProgress(order.attempt(), 0, 0, Map.of(), 0));
    }

    @Override
    public ClusterCapacity capacity() {
        return new ClusterCapacity(
                neighbours.nodes(),
                demand(roster.running().stream().map(ProgramRun::order)),
                demand(roster.waiting().stream()));
    }

    private static Demand demand(Stream<Order> orders) {
        return Room.demand(orders.map(order -> order.assignment().job().resources()));
    }

    private Room room() {
        return new Room(neighbours.nodes());
    }

    /** Names the programs that there are, each with its digest. */
    @Override
    public Fingerprint fingerprint() {
        return new Fingerprint(
                with.config().cluster(),
                ProgramReader.all(with.places().programs()).stream()
                        .collect(
                                Collectors.toMap(program -> "program." + program.name(), program -> program.digest())));
    }

    @Override
    public void submit(@Nullable String channel, List<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            Order order = new Order(channel, assignment, driver(assignment.job()));
            Optional<JobResult> known = refusal(order).or(() -> roster.add(order));
            if (known.isPresent()) {
                with.journal().finished(channel, known.get());
            } else {
                cancel(roster.before(order.attempt()));
            }
        }
    }

    /** What no node could ever run would wait at Ray for good, and cannot be stopped there. */
    private Optional<JobResult> refusal(Order order) {
        Optional<JobResult> result = room().refusal(order.assignment().job().resources(), order.driver())
                .map(why -> new JobResult(
                        order.attempt(), new Outcome.Failed(FailureKind.INVALID, "resources: " + why), 0));
        result.ifPresent(roster::remember);
        return result;
    }

    /** A program that is wrong, or not there, is told of when it is launched. */
    private boolean driver(JobSpec job) {
        try {
            return Program.nameIn(job.algorithm())
                    .flatMap(name -> ProgramReader.find(with.places().programs(), name))
                    .filter(Program::driver)
                    .isPresent();
        } catch (InvalidInputException e) {
            return false;
        }
    }

    @Override
    public void cancel(Collection<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            roster.withdraw(attempt)
                    .ifPresent(order -> with.journal()
                            .finished(order.channel(), new JobResult(attempt, new Outcome.Stopped(0), 0)));
        }
        roster.running().stream()
                .filter(run -> attempts.contains(run.order().attempt()))
                .forEach(ProgramRun::stop);
    }

    @Override
    public List<AttemptStatus> attempts() {
        return roster.statuses();
    }

    /** What the program printed; that is with Ray, so also for attempts from before this gateway's start. */
    @Override
    public Optional<List<String>> log(Attempt attempt, int after) {
        try {
            String id = JobOrder.id(attempt);
            return roster.knows(attempt) || with.ray().find(id).isPresent()
                    ? Optional.of(with.ray().log(id).stream().skip(after).toList())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits until the programs stopped, or the grace that they have is over; those go on, and are found again. */
    @Override
    public synchronized void close() {
        cancel(roster.statuses().stream().map(AttemptStatus::attempt).toList());
        Instant end = with.clock().instant().plus(with.patience().grace());
        try {
            while (pulse != null && !roster.idle() && with.clock().instant().isBefore(end)) {
                wait(Duration.between(with.clock().instant(), end).toMillis() + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (pulse != null) {
                pulse.close();
            }
        }
    }
}
