package dev.muster.tests.simulation;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JobsProgressed;
import dev.muster.contract.TemporaryTrouble;
import dev.muster.ledger.Join;
import dev.muster.ledger.queue.QueuePolicy;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A simulated world, all of it made from one seed: functions, clusters, people and time, on a model of the database. It
 * has bad weather until all batches were asked for and some time has gone by; then it is calm, and everything settles.
 */
final class World implements Model.Interference {
    private static final String PEOPLE = "/people";
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    /** Longer than anything that is left to happen can take. */
    private static final Duration PATIENCE = Duration.ofHours(12);

    private final Chance chance;
    private final Trace trace;
    private final Timeline time = new Timeline();
    private final Map<String, BatchSpec> asked = new LinkedHashMap<>();
    private final List<SimulatedCluster> clusters;
    private final Invariants invariants;
    private final Model model;
    private final ModelLedger ledger;
    private final Functions functions;
    private final SimulatedBroker broker;
    private Weather weather;
    private @Nullable BatchId looked;
    private int depth;
    private int ticks;
    private int said;

    World(long seed, @Nullable Mutant planted, Trace trace) {
        this.chance = new Chance(seed);
        this.trace = trace;
        this.weather = Weather.of(chance);
        this.clusters = List.of(
                new SimulatedCluster("east", chance.from(2, 4), this, chance),
                new SimulatedCluster("west", chance.from(1, 4), this, chance));
        QueuePolicy policy = Requests.policy(chance);
        this.model = new Model(time, this, planted);
        this.invariants = new Invariants(model, policy);
        this.ledger = new ModelLedger(model);
        this.functions = new Functions(
                ledger, time, clusters, policy, chance.from(2, 8), key -> Objects.requireNonNull(asked.get(key)));
        this.broker = new SimulatedBroker(this, chance);
        trace.say(time, () -> "seed " + seed + ", " + weather + ", " + policy);
    }

    /** Lets so many batches be asked for, and goes on until nothing is left to do. */
    void run(int batches) {
        for (int i = 0; i < batches; i++) {
            String name = "batch-" + i;
            time.in(chance.upTo(Duration.ofSeconds(8L * batches)), () -> ask(name));
        }
        for (int i = 0; i < weather.jumps(); i++) {
            time.in(chance.upTo(Duration.ofSeconds(8L * batches)), () -> {
                trace.say(time, () -> "all clocks go forward by an hour");
                time.jump(HOUR);
            });
            time.in(chance.upTo(Duration.ofSeconds(8L * batches)), () -> {
                trace.say(time, () -> "a cluster dies");
                chance.any(clusters).die();
            });
        }
        Duration bad = Duration.ofSeconds(8L * batches).plusMinutes(5);
        time.in(bad, () -> weather = Weather.CALM);
        time.in(SWEEP, this::sweep);
        var end = time.now().plus(bad).plus(PATIENCE);
        while (!(weather.equals(Weather.CALM) && settled()) && time.now().isBefore(end)) {
            time.step();
        }
        invariants.settled(asked.size(), broker.complete());
    }

    private boolean settled() {
        return model.batches.size() == asked.size()
                && model.open().isEmpty()
                && model.running.isEmpty()
                && broker.idle();
    }

    private void ask(String name) {
        people(name);
        asked.put(name, Requests.batch(name, chance, time.now()));
        request(name, OffsetDateTime.ofInstant(time.now(), ZoneOffset.UTC));
    }

    /** Whoever is not told that his batch is accepted asks again, the very same. */
    private void request(String name, OffsetDateTime at) {
        BatchId id = BatchId.derive(PEOPLE, name);
        if (!broker.acknowledged(id.value())) {
            broker.emit(CloudEventBuilder.v1()
                    .withId(name)
                    .withType(EventTypes.BATCH_REQUESTED)
                    .withSource(URI.create(PEOPLE))
                    .withTime(at)
                    .build());
            time.in(Duration.ofMinutes(1), () -> request(name, at));
        }
    }

    /** Some change their mind, once or twice. */
    private void people(String name) {
        BatchId id = BatchId.derive(PEOPLE, name);
        for (int i = chance.below(3); i > 0; i--) {
            if (chance.of(0.15)) {
                person(300, "cancel " + name, () -> ledger.control("user").cancel(id));
            }
            if (chance.of(0.2)) {
                Optional<String> only = chance.of(0.3) ? Optional.of("job-" + chance.below(3)) : Optional.empty();
                person(
                        600,
                        "resume " + name + " " + only,
                        () -> ledger.control("user").resume(id, only));
            }
            if (chance.of(0.2)) {
                JobId job = JobId.derive(id, "job-" + chance.below(2));
                person(600, "redrive " + job, () -> ledger.control("console").redrive(List.of(job), "mended"));
            }
        }
    }

    /** Some want more as soon as they hear a verdict. */
    private void reactions(CloudEvent answer) {
        if (answer.getType().equals(EventTypes.BATCH_COMPLETED) && !weather.equals(Weather.CALM) && chance.of(0.1)) {
            BatchId id = new BatchId(Objects.requireNonNull(answer.getSubject()));
            Optional<String> only = chance.of(0.5) ? Optional.of("job-" + chance.below(3)) : Optional.empty();
            person(20, "resume " + id + " " + only, () -> ledger.control("user").resume(id, only));
        }
    }

    private void person(int seconds, String what, Runnable act) {
        time.in(chance.upTo(Duration.ofSeconds(seconds)), () -> person(what, act));
    }

    private void person(String what, Runnable act) {
        trace.say(time, () -> what);
        Duration wrong = time.wrong(Duration.ZERO);
        depth++;
        try {
            act.run();
        } catch (Faults.Crash | Faults.Unreachable e) {
            trace.say(time, () -> what + ": " + e);
        } finally {
            depth--;
            time.wrong(wrong);
        }
    }

    private void sweep() {
        broker.emit(CloudEventBuilder.v1()
                .withId("tick-" + ticks++)
                .withType(EventTypes.PING)
                .withSource(URI.create("/apis/v1/namespaces/muster/pingsources/sweep"))
                .build());
        time.in(SWEEP, this::sweep);
    }

    /**
     * A function gets an event; what it answers is emitted, unless it dies before that.
     *
     * @return whether it need not come again
     */
    boolean deliver(String function, CloudEvent event) {
        trace.say(time, () -> "> " + function + " " + event.getType() + " " + event.getId());
        int instance = depth++;
        Duration right =
                time.wrong(chance.of(weather.wrong()) ? (chance.of(0.5) ? HOUR : HOUR.negated()) : Duration.ZERO);
        try {
            List<CloudEvent> answers = functions.handle(function, instance, event);
            invariants.answered(function, event, answers);
            for (CloudEvent answer : answers) {
                if (chance.of(weather.crash())) {
                    throw new Faults.Crash("before it emits " + answer.getType());
                }
                broker.emit(answer);
                reactions(answer);
            }
            return !chance.of(weather.lost());
        } catch (Faults.Crash e) {
            trace.say(time, () -> "! " + function + " dies " + e.getMessage());
            functions.restart(function, instance);
            return false;
        } catch (RuntimeException e) {
            if (!(e instanceof Faults.Unreachable || e instanceof TemporaryTrouble)) {
                throw new Faults.Broken("a function fails by trouble around it alone", e);
            }
            trace.say(time, () -> "! " + function + " fails: " + e.getMessage());
            return false;
        } finally {
            time.wrong(right);
            depth--;
        }
    }

    @Override
    public void before(String door) {
        if (depth < 3 && chance.of(weather.between())) {
            // Between a judgement and its verdict there is time enough for other verdicts.
            int steps = door.equals("complete") ? chance.from(1, 30) : chance.from(1, 3);
            Duration mine = time.wrong(Duration.ZERO);
            for (int i = steps; i > 0; i--) {
                time.step();
            }
            time.wrong(mine);
        }
        if (door.equals("complete") && chance.of(weather.between())) {
            meddle();
        }
        fail("before " + door);
    }

    /** Somebody changes his mind about the batch that is being judged. */
    private void meddle() {
        BatchId judged = Objects.requireNonNull(looked);
        List<JobId> jobs = Objects.requireNonNull(model.batch(judged)).jobs.stream()
                .map(job -> job.id)
                .toList();
        int act = chance.below(3);
        person("change " + judged, () -> {
            switch (act) {
                case 0 -> ledger.control("user").cancel(judged);
                case 1 -> ledger.control("user").resume(judged, Optional.empty());
                default -> ledger.control("console").redrive(jobs, "mended");
            }
        });
    }

    @Override
    public void after(Model.Commit commit) {
        trace.say(time, () -> "  " + commit.door() + " " + Trace.text(commit));
        invariants.check(commit);
        if (commit.door().equals("ready") && commit.result() instanceof Optional<?> found && found.isPresent()) {
            looked = ((Join) found.get()).batch();
        }
        fail("after " + commit.door());
    }

    private void fail(String where) {
        if (chance.of(weather.crash())) {
            throw new Faults.Crash(where);
        }
        if (chance.of(weather.lost())) {
            throw new Faults.Unreachable(where);
        }
    }

    void progressed(List<JobProgress> progress) {
        broker.emit(event(EventTypes.JOBS_PROGRESSED, new JobsProgressed(progress)));
    }

    void finished(List<JobResult> results) {
        broker.emit(event(EventTypes.JOBS_FINISHED, new JobsFinished(results)));
    }

    private CloudEvent event(String type, Object data) {
        return Events.of(type, "/clusters", "attempts", "report " + said++, time.now(), data);
    }

    Timeline time() {
        return time;
    }

    Weather weather() {
        return weather;
    }

    Invariants invariants() {
        return invariants;
    }
}
