package dev.muster.train.gateway;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import dev.muster.contract.gateway.Cancellation;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import dev.muster.contract.gateway.GatewayApi;
import dev.muster.contract.gateway.Submission;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster that is reached through its gateway. */
public final class GatewayCluster implements TrainingCluster {
    private final ClusterConfig config;
    private final GatewayClient client;
    private final @Nullable String channel;
    private final @Nullable ChannelReader reader;

    private GatewayCluster(
            ClusterConfig config, GatewayClient client, @Nullable String channel, @Nullable ChannelReader reader) {
        this.config = config;
        this.client = client;
        this.channel = channel;
        this.reader = reader;
    }

    /**
     * Reaches for the gateway at the configuration's Ray address; whether it answers shows with the first call.
     *
     * @param events where the events of the channel go; unused when there is none
     * @throws IllegalArgumentException when the address is not that of a gateway, or a key store does not open
     */
    public static GatewayCluster open(ClusterConfig config, GatewayAccess access, EventSink events) {
        GatewayClient client = GatewayClient.of(config, access);
        String channel = access.channel();
        ChannelReader reader = channel == null
                ? null
                : ChannelReader.start(client, channel, access.retry(), config.heartbeat(), events);
        return new GatewayCluster(config, client, channel, reader);
    }

    @Override
    public String name() {
        return config.name();
    }

    /**
     * A slot is a core; an attempt takes as many as it asks for, and at least one. Where the configuration limits the
     * attempts, what is free is limited by both.
     */
    @Override
    public Capacity capacity() {
        ClusterCapacity capacity = client.get(GatewayApi.CAPACITY, ClusterCapacity.class);
        Demand running = capacity.running();
        Demand waiting = capacity.waiting();
        int attempts = running.attempts() + waiting.attempts();
        int taken = Math.max(attempts, running.cpus() + waiting.cpus());
        int cores = (int) capacity.total("CPU");
        if (config.slots() == 0) {
            return new Capacity(cores, taken);
        }
        return new Capacity(config.slots(), Math.max(attempts, config.slots() - cores + taken));
    }

    @Override
    public void submit(List<Assignment> chunk) {
        for (int from = 0; from < chunk.size(); from += Submission.LARGEST) {
            int to = Math.min(chunk.size(), from + Submission.LARGEST);
            client.post(GatewayApi.SUBMISSIONS, new Submission(channel, chunk.subList(from, to)));
        }
    }

    @Override
    public void cancel(Collection<Attempt> attempts) {
        client.post(GatewayApi.CANCELLATIONS, new Cancellation(List.copyOf(attempts)));
    }

    /** Fetches no more events; what runs on the cluster runs on. */
    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
