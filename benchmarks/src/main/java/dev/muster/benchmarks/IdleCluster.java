package dev.muster.benchmarks;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.TrainingCluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Takes what it is given and does nothing with it. */
final class IdleCluster implements TrainingCluster {
    private final List<Attempt> attempts = new ArrayList<>();

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public Capacity capacity() {
        return new Capacity(1, attempts.size());
    }

    @Override
    public void submit(List<Assignment> chunk) {
        chunk.forEach(assignment -> attempts.add(assignment.attempt()));
    }

    @Override
    public void cancel(Collection<Attempt> unwanted) {
        attempts.removeAll(unwanted);
    }

    /** What it was given since. */
    List<Attempt> take() {
        List<Attempt> taken = List.copyOf(attempts);
        attempts.clear();
        return taken;
    }

    @Override
    public void close() {
        attempts.clear();
    }
}
