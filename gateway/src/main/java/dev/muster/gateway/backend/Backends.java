package dev.muster.gateway.backend;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.Fingerprint;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two backends of one cluster: a special one for the jobs that it handles, the usual one for all others. */
public final class Backends implements Backend {
    private final Backend usual;
    private final Backend special;
    private final Predicate<Assignment> specially;

    /**
     * Puts two together.
     *
     * @param specially whether an assignment is the special one's
     */
    public Backends(Backend usual, Backend special, Predicate<Assignment> specially) {
        this.usual = usual;
        this.special = special;
        this.specially = specially;
    }

    @Override
    public ClusterCapacity capacity() {
        ClusterCapacity one = usual.capacity();
        ClusterCapacity other = special.capacity();
        return new ClusterCapacity(
                one.nodes(), one.running().plus(other.running()), one.waiting().plus(other.waiting()));
    }

    @Override
    public Fingerprint fingerprint() {
        Map<String, String> facts = new HashMap<>(special.fingerprint().facts());
        facts.putAll(usual.fingerprint().facts());
        return new Fingerprint(usual.fingerprint().cluster(), facts);
    }

    @Override
    public void submit(@Nullable String channel, List<Assignment> assignments) {
        submit(usual, channel, assignments.stream().filter(specially.negate()).toList());
        submit(special, channel, assignments.stream().filter(specially).toList());
    }

    private static void submit(Backend backend, @Nullable String channel, List<Assignment> assignments) {
        if (!assignments.isEmpty()) {
            backend.submit(channel, assignments);
        }
    }

    @Override
    public void cancel(Collection<Attempt> attempts) {
        usual.cancel(attempts);
        special.cancel(attempts);
    }

    @Override
    public List<AttemptStatus> attempts() {
        return Stream.of(usual, special)
                .flatMap(backend -> backend.attempts().stream())
                .toList();
    }

    @Override
    public Optional<List<String>> log(Attempt attempt, int after) {
        return usual.log(attempt, after).or(() -> special.log(attempt, after));
    }

    @Override
    public void close() {
        special.close();
        usual.close();
    }
}
