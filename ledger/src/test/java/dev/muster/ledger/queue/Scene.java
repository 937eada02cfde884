package dev.muster.ledger.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs that wait, as a test wants them. */
final class Scene {
    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final List<Candidate> waiting = new ArrayList<>();
    private long batches;

    /** A batch of jobs of one core that has just come. */
    Scene batch(String name, String team, int priority, int jobs) {
        return batch(name, team, priority, jobs, 0, Duration.ZERO, null);
    }

    Scene batch(String name, String team, int priority, int jobs, int gpus, Duration waited, @Nullable Integer room) {
        Candidate.Batch batch = new Candidate.Batch(name, team, priority, START.minus(waited), ++batches, room);
        IntStream.range(0, jobs)
                .forEach(i -> waiting.add(new Candidate(name + "-" + i, batch, i, new Usage(1, 1, gpus))));
        return this;
    }

    void add(Candidate candidate) {
        waiting.add(candidate);
    }

    void remove(Candidate candidate) {
        waiting.remove(candidate);
    }

    List<Candidate> waiting() {
        return List.copyOf(waiting);
    }

    List<Lane> lanes() {
        return lanes(waiting, Integer.MAX_VALUE);
    }

    /** As the ledger would hand them out, so many of each lane. */
    static List<Lane> lanes(Collection<Candidate> waiting, int depth) {
        Map<List<Object>, List<Candidate>> lanes = waiting.stream()
                .sorted(Candidate.urgency(QueuePolicy.USUAL))
                .collect(Collectors.groupingBy(
                        it -> List.of(
                                it.batch().team(),
                                it.batch().priority(),
                                it.asks().gpus() > 0),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return lanes.values().stream()
                .map(lane -> new Lane(
                        lane.get(0).batch().team(), lane.stream().limit(depth).toList(), lane.size() >= depth))
                .toList();
    }

    /** Those that get the next places. */
    List<Candidate> chosen(QueuePolicy policy, Holdings holdings, int places) {
        return chosen(new Choice(policy, holdings, lanes()), places);
    }

    List<String> names(QueuePolicy policy, Holdings holdings, int places) {
        return chosen(policy, holdings, places).stream().map(Candidate::job).toList();
    }

    static List<Candidate> chosen(Choice choice, int places) {
        return Stream.generate(choice::next)
                .limit(places)
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList();
    }

    static Map<String, Usage> usage(QueuePolicy policy, Collection<Candidate> running) {
        Map<String, Usage> usage = new HashMap<>();
        running.forEach(it -> usage.merge(policy.account(it.batch().team()), it.asks(), Usage::plus));
        return usage;
    }

    static QueuePolicy teams(Map<String, Team> teams) {
        return new QueuePolicy(teams, Map.of(), Duration.ofMinutes(10), null);
    }

    static QueuePolicy preempting(Map<String, Team> teams) {
        return new QueuePolicy(teams, Map.of(), Duration.ofMinutes(10), new Preemption(10, 3));
    }

    static Team weighing(double weight) {
        return new Team(weight, null, null, null);
    }
}
