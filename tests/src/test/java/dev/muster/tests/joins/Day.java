package dev.muster.tests.joins;

import dev.muster.contract.JoinPolicy.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a batch, and what has to come of it by the letter of {@code docs/joins.md}.
 *
 * @param when policy of the batch
 * @param finished gate on the number of jobs
 * @param hurried whether there is a deadline
 * @param accuracies of the jobs' models; 0 for a job that fails
 * @param steps in order
 */
record Day(When when, int finished, boolean hurried, List<Double> accuracies, List<Step> steps) {
    static final double GOOD = 0.8;
    static final Duration DEADLINE = Duration.ofMinutes(30);

    /** Something that happens. */
    sealed interface Step {}

    /** The result of a job is delivered, for the first time or again. */
    record Result(int job) implements Step {}

    /** Time passes. */
    record Pause(Duration time) implements Step {}

    /** The sweep comes round. */
    record Sweep() implements Step {}

    /** The same day, without anything delivered a second time. */
    Day withoutDoubles() {
        Set<Integer> seen = new HashSet<>();
        List<Step> once = steps.stream()
                .filter(step -> !(step instanceof Result result) || seen.add(result.job() % accuracies.size()))
                .toList();
        return new Day(when, finished, hurried, accuracies, once);
    }

    /** The same day to its end: everything is delivered, the deadline passes, the sweep comes round. */
    Day ended() {
        List<Step> all = new ArrayList<>(steps);
        IntStream.range(0, accuracies.size()).forEach(job -> all.add(new Result(job)));
        all.add(new Pause(DEADLINE));
        all.add(new Sweep());
        return new Day(when, finished, hurried, accuracies, all);
    }

    /**
     * How the day ends.
     *
     * @param passed whether the batch did
     * @param counted jobs that count
     * @param best of their models; null when there is none
     */
    record Ending(
            boolean passed, Set<Integer> counted, @Nullable Integer best) {}

    Ending expected() {
        Set<Integer> counted = new TreeSet<>();
        Set<Integer> late = new TreeSet<>();
        Duration time = Duration.ZERO;
        for (Step step : steps) {
            boolean overdue = hurried && time.compareTo(DEADLINE) >= 0;
            if (step instanceof Pause pause) {
                time = time.plus(pause.time());
                continue;
            }
            if (step instanceof Result result) {
                int job = result.job() % accuracies.size();
                if (!counted.contains(job)) {
                    (overdue ? late : counted).add(job);
                }
            }
            boolean all = counted.size() + late.size() == accuracies.size();
            if (all || overdue || early(counted)) {
                return ending(counted);
            }
        }
        throw new IllegalStateException("no day ends like this: " + this);
    }

    private boolean early(Set<Integer> counted) {
        long succeeded = counted.stream().filter(job -> accuracies.get(job) > 0).count();
        long lost = counted.size() - succeeded;
        return switch (when) {
            case ALL -> false;
            case QUORUM -> succeeded >= finished || accuracies.size() - lost < finished;
            case FIRST_GOOD -> counted.stream().anyMatch(job -> accuracies.get(job) >= GOOD);
        };
    }

    private Ending ending(Set<Integer> counted) {
        Integer best = null;
        for (int job : counted) {
            double accuracy = accuracies.get(job);
            if (accuracy > 0 && (best == null || accuracy > accuracies.get(best))) {
                best = job;
            }
        }
        long succeeded = counted.stream().filter(job -> accuracies.get(job) > 0).count();
        boolean passed = when == When.FIRST_GOOD ? best != null && accuracies.get(best) >= GOOD : succeeded >= finished;
        return new Ending(passed, counted, best);
    }
}
