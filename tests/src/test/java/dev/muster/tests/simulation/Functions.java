package dev.muster.tests.simulation;

import dev.muster.aggregate.Aggregate;
import dev.muster.aggregate.Manifests;
import dev.muster.aggregate.Notifier;
import dev.muster.aggregate.NotifierConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.EventHandler;
import dev.muster.contract.RetryPolicy;
import dev.muster.ledger.Doors;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.tests.house.Repository;
import dev.muster.train.Train;
import dev.muster.train.TrainConfig;
import dev.muster.validate.Admission;
import dev.muster.validate.Answer;
import dev.muster.validate.Resolved;
import dev.muster.validate.Resolver;
import dev.muster.validate.Validate;
import dev.muster.validate.ValidateConfig;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The three functions, the real ones; several instances of each, so that one can act while another does. Of
 * <em>validate</em> it is what commits: the batch files that it reads are made here, resolved already.
 */
final class Functions {
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final ValidateConfig RULES = new ValidateConfig(
            List.of(Repository.ROOT), AllowedHosts.NONE, RetryPolicy.DEFAULT, null, null, null, null);
    private static final Resolver RESOLVER = Resolver.open(RULES);

    private final Doors doors;
    private final List<SimulatedCluster> clusters;
    private final TrainConfig config;
    private final Validate validate;
    private final Notifier nobody;
    private final Function<String, BatchSpec> asked;
    private final Map<String, EventHandler> instances = new HashMap<>();

    Functions(
            Doors doors,
            Clock clock,
            List<SimulatedCluster> clusters,
            QueuePolicy policy,
            int chunk,
            Function<String, BatchSpec> asked) {
        this.doors = doors;
        this.clusters = clusters;
        this.config = new TrainConfig(LEASE, chunk, chunk / 2, null, QueuePolicy.USUAL).queueing(policy);
        this.validate = Validate.open(RULES, RESOLVER, Admission.of(doors.intake()), clock);
        this.nobody = Notifier.inline(doors, NotifierConfig.calling(AllowedHosts.NONE));
        this.asked = asked;
    }

    List<CloudEvent> handle(String function, int instance, CloudEvent event) {
        return instances
                .computeIfAbsent(function + instance, name -> start(function))
                .handle(event);
    }

    /** The next call finds a new process. */
    void restart(String function, int instance) {
        instances.remove(function + instance);
    }

    private EventHandler start(String function) {
        return switch (function) {
            case "validate" -> this::validate;
            case "train" -> new Train(doors, clusters, config);
            case "aggregate" -> new Aggregate(doors, Manifests.unchecked(), nobody, LEASE);
            default -> throw new IllegalArgumentException("no such function: " + function);
        };
    }

    private List<CloudEvent> validate(CloudEvent event) {
        BatchSpec spec = asked.apply(event.getId());
        BatchId id = BatchId.derive(event.getSource().toString(), event.getId());
        Answer answer = validate.accept(
                new Resolved(spec, List.of(Requests.PROFILE)),
                id,
                event.getId(),
                event.getSource().toString());
        return List.of(CloudEventBuilder.v1(answer.event())
                .withTime(Objects.requireNonNull(event.getTime()))
                .build());
    }
}
