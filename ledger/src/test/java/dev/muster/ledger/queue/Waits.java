package dev.muster.ledger.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * Any queue: a policy for some teams, and what waits.
 *
 * @param policy with teams {@code t0}, {@code t1}, …
 * @param scene of jobs
 */
record Waits(QueuePolicy policy, Scene scene) {
    private static final int TEAMS = 4;

    static Arbitrary<Waits> any() {
        Arbitrary<List<Team>> teams = Combinators.combine(
                        Arbitraries.integers().between(1, 5), limit(6), limit(12), limit(3))
                .as((weight, jobs, cpus, gpus) -> new Team(weight, jobs, cpus, gpus))
                .list()
                .ofSize(TEAMS);
        Arbitrary<List<Some>> batches = Combinators.combine(
                        Arbitraries.integers().between(0, TEAMS - 1),
                        Arbitraries.integers().between(-20, 20),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 300),
                        limit(3))
                .as(Some::new)
                .list()
                .ofMaxSize(12);
        return Combinators.combine(teams, batches).as(Waits::of);
    }

    private static Arbitrary<Integer> limit(int most) {
        return Arbitraries.integers().between(1, most).injectNull(0.5);
    }

    private static Waits of(List<Team> teams, List<Some> batches) {
        Map<String, Team> named = new HashMap<>();
        teams.forEach(team -> named.put("t" + named.size(), team));
        Scene scene = new Scene();
        for (int i = 0; i < batches.size(); i++) {
            Some it = batches.get(i);
            scene.batch("b" + i, "t" + it.team, it.priority, it.jobs, it.gpus, Duration.ofMinutes(it.waited), it.room);
        }
        return new Waits(Scene.preempting(named), scene);
    }

    @Override
    public String toString() {
        return policy + " " + scene.waiting();
    }

    private record Some(
            int team,
            int priority,
            int jobs,
            int gpus,
            int waited,
            @Nullable Integer room) {}
}
