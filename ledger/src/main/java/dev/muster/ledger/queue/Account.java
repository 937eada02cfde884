package dev.muster.ledger.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A team while places are given out: what it has by now, and what it waits with. */
final class Account {
    private final String name;
    private final Team rules;
    private final Comparator<Candidate> urgency;
    private final List<Line> lines = new ArrayList<>();
    private Usage used;
    private double served;
    private boolean barred;

    Account(String name, QueuePolicy policy, Holdings holdings) {
        this.name = name;
        this.rules = policy.team(name);
        this.urgency = Candidate.urgency(policy);
        this.used = holdings.running().getOrDefault(name, Usage.NONE);
        this.served = holdings.served().getOrDefault(name, 0.0);
    }

    void add(Lane lane) {
        lines.add(new Line(new ArrayDeque<>(lane.candidates()), lane.accelerated(), lane.cut()));
    }

    String name() {
        return name;
    }

    Usage used() {
        return used;
    }

    /** Its part of what all have, and of what was given out lately, each by weight. */
    double share(Usage whole) {
        return used.share(whole) / rules.weight();
    }

    double lately() {
        return served / rules.weight();
    }

    /** By how much it would be over its quota with this too. */
    Usage excess(Usage more) {
        return rules.excess(used.plus(more));
    }

    /** Whether its quota has no room for this even when nothing else runs. */
    boolean never(Usage asks) {
        return !rules.excess(asks).equals(Usage.NONE);
    }

    /** Whether the most urgent of its jobs is not known, since it lies behind those that were looked at. */
    boolean unknown() {
        return open().anyMatch(line -> line.waiting.isEmpty() && line.cut);
    }

    /** The most urgent of its jobs. */
    Optional<Candidate> head() {
        return open().map(line -> line.waiting.peek())
                .filter(candidate -> candidate != null)
                .min(urgency);
    }

    private Stream<Line> open() {
        return lines.stream().filter(line -> !(barred && line.accelerated));
    }

    /** Whether it uses accelerators or would like to. */
    boolean accelerated() {
        return used.gpus() > 0 || lines.stream().anyMatch(line -> line.accelerated && !line.waiting.isEmpty());
    }

    /** Leaves out those at the heads of its lines that may not go now. */
    void skip(Predicate<Candidate> closed) {
        for (Line line : lines) {
            while (!line.waiting.isEmpty() && closed.test(line.waiting.element())) {
                line.waiting.remove();
            }
        }
    }

    /** Its jobs that ask for accelerators do not go now. */
    void barAccelerated() {
        barred = true;
    }

    /** The most urgent one goes. */
    void take(Candidate head) {
        lines.forEach(line -> line.waiting.remove(head));
        used = used.plus(head.asks());
        served++;
    }

    /** Something that it has makes room. */
    void give(Usage back) {
        used = used.minus(back);
    }

    private record Line(Deque<Candidate> waiting, boolean accelerated, boolean cut) {}
}
