package dev.muster.tests.crash;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of several rounds of all lives, and what is to be on the list. */
final class Recording {
    /** In how many rounds a step was seen in a life. */
    private final Map<Step, Integer> seen = new LinkedHashMap<>();

    private int rounds;

    /** Adds the steps of a round. */
    void add(List<Step> round) {
        rounds++;
        round.forEach(step -> seen.merge(step, 1, Integer::sum));
    }

    /** Each step once, with the first life that took it in every round. */
    List<Step> list() {
        Map<String, Step> list = new LinkedHashMap<>();
        seen.keySet().stream().filter(this::always).forEach(step -> list.putIfAbsent(step.deed(), step));
        beyond(List.copyOf(list.values())).stream()
                .map(Step::sometimes)
                .forEach(step -> list.putIfAbsent(step.deed(), step));
        return List.copyOf(list.values());
    }

    /** Whoever dies there has to be waited for: only what is done in the life itself, and each time. */
    private boolean always(Step step) {
        // A function that starts is seen once.
        return step.life().equals(Step.START)
                || (!step.life().equals(Step.BEFORE) && Objects.equals(seen.get(step), rounds));
    }

    /** What is not on a list. */
    List<Step> beyond(List<Step> list) {
        Set<String> deeds = list.stream().map(Step::deed).collect(Collectors.toSet());
        Set<String> whatever = new LinkedHashSet<>();
        list.forEach(step -> whatever.add(step.does()));
        return seen.keySet().stream()
                .filter(step -> !deeds.contains(step.deed())
                        && !deeds.contains(step.sometimes().deed()))
                .filter(step -> !step.life().equals(Step.BEFORE) || !whatever.contains(step.does()))
                .toList();
    }
}
