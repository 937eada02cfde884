package dev.muster.tests.races;

import dev.muster.contract.EventTypes;
import dev.muster.embedded.broker.Wiring;
import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.house.Repository;
import dev.muster.tests.proof.Rows;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A run of many instances of each function, on one database, until all that was asked for has its verdict. */
public final class Race {
    private final String name;
    private final int instances;
    private final int batches;
    private final int jobs;
    private final Duration lease;
    private final Bus bus;
    private final InstantCluster cluster;
    private List<Throwable> troubles = List.of();

    /**
     * Prepares one.
     *
     * @param name of its batches, with a number behind it
     * @param instances of each function
     * @param jobs of each batch
     */
    public Race(String name, int instances, int batches, int jobs, Duration lease, long seed) {
        this.name = name;
        this.instances = instances;
        this.batches = batches;
        this.jobs = jobs;
        this.lease = lease;
        this.bus = new Bus(Wiring.read(Repository.ROOT.resolve("knative/base"), "muster"), seed);
        this.cluster = new InstantCluster(bus, 4 * jobs);
    }

    /** Runs it, on a ledger where no other batches have its name. */
    public void run(LedgerConfig config, Path cache, Duration patience) throws InterruptedException {
        try (Fleet fleet = new Fleet(config, bus, cluster, instances, lease, cache)) {
            bus.emit(request(name + "-refused", "batch: refused\ndataset: nowhere\njobs: [{model: mpl}]\n"));
            IntStream.range(0, batches).forEach(number -> bus.emit(request(name + "-" + number, batch(number))));
            boolean over = fleet.work(() -> judged(config) == batches, patience);
            troubles = fleet.troubles();
            if (!over) {
                throw new AssertionError("after " + patience + " " + judged(config) + " of " + batches
                        + " batches have their verdict; " + bus.figures() + "; what functions met: "
                        + troubles.stream().map(Throwable::toString).distinct().toList());
            }
        }
    }

    private long judged(LedgerConfig config) {
        return Rows.count(config, "select count(*) from batch where name like '" + name + "-%' and state <> 'RUNNING'");
    }

    /** Each second batch has the same jobs as the one before it. */
    private String batch(int number) {
        String lines = IntStream.range(0, jobs)
                .mapToObj(job -> "  - {name: job-" + job + ", model: logistic-regression, parameters: {epochs: "
                        + (job + 1) + "}}\n")
                .collect(Collectors.joining());
        return "batch: " + name + "-" + number + "\ndataset: digits\nseed: " + number / 2
                + "\nteam: team-" + number % 3 + "\npriority: " + number % 2
                + "\ngates: {beats: [majority, promoted], minimum: {accuracy: 0.1}}\npromote: racer\njobs:\n" + lines;
    }

    private static CloudEvent request(String id, String batch) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withType(EventTypes.BATCH_REQUESTED)
                .withSource(URI.create("/tests/races"))
                .withData("application/yaml", batch.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    Bus bus() {
        return bus;
    }

    InstantCluster cluster() {
        return cluster;
    }

    /** What reached the functions of the trouble that there was. */
    List<Throwable> troubles() {
        return troubles;
    }
}
