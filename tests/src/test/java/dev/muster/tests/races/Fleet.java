package dev.muster.tests.races;

import dev.muster.aggregate.Aggregate;
import dev.muster.aggregate.Manifests;
import dev.muster.aggregate.Notifier;
import dev.muster.aggregate.NotifierConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.EventHandler;
import dev.muster.contract.EventTypes;
import dev.muster.contract.RetryPolicy;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.tests.house.Repository;
import dev.muster.train.Train;
import dev.muster.train.TrainConfig;
import dev.muster.validate.Admission;
import dev.muster.validate.Resolver;
import dev.muster.validate.Validate;
import dev.muster.validate.ValidateConfig;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** So many instances of each function, each with its own ledger and thread, and the sweep that comes round. */
final class Fleet implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofMillis(250);
    private static final int CHUNK = 32;

    private final Bus bus;
    private final List<Instance> instances = new ArrayList<>();
    private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    private volatile boolean done;

    Fleet(LedgerConfig database, Bus bus, InstantCluster cluster, int each, Duration lease, Path cache) {
        this.bus = bus;
        ValidateConfig rules = new ValidateConfig(
                List.of(Repository.ROOT),
                AllowedHosts.NONE,
                new RetryPolicy(5, Duration.ofMillis(50)),
                null,
                null,
                null,
                cache);
        TrainConfig train = new TrainConfig(lease, CHUNK, CHUNK, null, QueuePolicy.USUAL);
        for (int i = 0; i < each; i++) {
            Ledger one = open(database);
            add("validate", one, Validate.open(rules, Resolver.open(rules), Admission.of(one.intake()), clock()));
            Ledger two = open(database);
            add("train", two, new Train(two, List.of(cluster), train));
            Ledger three = open(database);
            Notifier nobody = Notifier.inline(three, NotifierConfig.calling(AllowedHosts.NONE));
            add("aggregate", three, new Aggregate(three, Manifests.unchecked(), nobody, lease));
        }
    }

    private static Ledger open(LedgerConfig database) {
        return Ledger.open(database, clock());
    }

    private static Clock clock() {
        return Clock.systemUTC();
    }

    private void add(String function, Ledger ledger, EventHandler handler) {
        instances.add(new Instance(function, handler, ledger, bus, troubles));
    }

    /** Works until it is so and no event waits any more; false when that took too long. */
    boolean work(BooleanSupplier enough, Duration patience) throws InterruptedException {
        List<Thread> threads = instances.stream()
                .map(instance -> new Thread(() -> instance.workUntil(() -> done), instance.function()))
                .toList();
        threads.forEach(Thread::start);
        Instant end = Instant.now().plus(patience);
        boolean over = false;
        for (int tick = 0; !over && Instant.now().isBefore(end); tick++) {
            if (!enough.getAsBoolean()) {
                sweep(tick);
            }
            Thread.sleep(SWEEP.toMillis());
            over = enough.getAsBoolean() && bus.idle();
        }
        done = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return over;
    }

    private void sweep(int tick) {
        bus.emit(CloudEventBuilder.v1()
                .withId("tick-" + tick)
                .withType(EventTypes.PING)
                .withSource(URI.create("/apis/v1/namespaces/muster/pingsources/sweep"))
                .build());
    }

    /** What the instances were not spared. */
    List<Throwable> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
    }
}
