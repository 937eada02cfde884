package dev.muster.train;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.TrainingCluster;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A cluster that takes what it is given and does nothing with it. */
final class FakeCluster implements TrainingCluster {
    /** Attempts there, in the order in which they came. */
    final Set<Attempt> attempts = new LinkedHashSet<>();
    /** Sizes of the chunks that came. */
    final List<Integer> chunks = new ArrayList<>();
    /** Attempts that it was asked to stop. */
    final List<Attempt> cancelled = new ArrayList<>();

    private final String name;
    private final int slots;
    private boolean reachable = true;
    private boolean answers = true;

    FakeCluster(String name, int slots) {
        this.name = name;
        this.slots = slots;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized Capacity capacity() {
        return new Capacity(slots, attempts.size());
    }

    @Override
    public synchronized void submit(List<Assignment> chunk) {
        reach();
        chunks.add(chunk.size());
        chunk.forEach(assignment -> attempts.add(assignment.attempt()));
        if (!answers) {
            throw new ClusterUnavailableException(name, new SocketTimeoutException("no answer in time"));
        }
    }

    @Override
    public synchronized void cancel(Collection<Attempt> unwanted) {
        reach();
        cancelled.addAll(unwanted);
    }

    synchronized void reachable(boolean now) {
        reachable = now;
    }

    /** Whether it answers a submit, or takes it and says nothing. */
    synchronized void answers(boolean now) {
        answers = now;
    }

    /** The first ones end. */
    synchronized List<Attempt> finish(int count) {
        List<Attempt> ended = attempts.stream().limit(count).toList();
        ended.forEach(attempts::remove);
        return ended;
    }

    private void reach() {
        if (!reachable) {
            throw new ClusterUnavailableException(name, new ConnectException("connection refused"));
        }
    }

    @Override
    public void close() {}
}
