package dev.muster.trainer.ray;

import dev.muster.contract.Resources;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.trainer.ray.Staffing.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What each pool should do about its trainers, given all of them, the nodes that live, and what programs claim. Used
 * once, by one thread.
 *
 * <p>Programs go first: what they claim is not given to trainers, and where it is lacking trainers leave; the idle ones
 * at once, and if that is not enough busy ones as soon as they have ended what they have in hand. Then each pool gets a
 * trainer for each attempt that waits, as far as the resources go. When they are used up, a pool that has no trainer at
 * all gets the place of another pool's. Whether a trainer fits on one node is for Ray to find out.
 */
final class Plan {
    private final List<Map<String, Double>> nodes;
    private final List<Claim> claims;
    private final List<Team> teams = new ArrayList<>();

    Plan(List<Staffing> pools, List<Map<String, Double>> nodes, List<Claim> claims) {
        this.nodes = nodes;
        this.claims = claims;
        pools.forEach(pool -> teams.add(new Team(pool)));
    }

    /** One for each pool, in their order. */
    List<Step> steps() {
        for (Map<String, Double> node : nodes) {
            if (node.containsKey(Claim.HEAD)) {
                makeWay(
                        lack(claims.stream().filter(Claim::onHead), address(node), List.of(node)),
                        address(node),
                        none -> false,
                        true);
            }
        }
        makeWay(lack(claims.stream(), Board.ANYWHERE, nodes), Board.ANYWHERE, none -> false, true);
        teams.forEach(this::staff);
        return teams.stream().map(team -> new Step(team.more, team.leave)).toList();
    }

    private static String address(Map<String, Double> node) {
        return node.keySet().stream()
                .filter(name -> name.startsWith("node:") && !name.equals(Claim.HEAD))
                .map(name -> name.substring("node:".length()))
                .findFirst()
                .orElse(Claim.HEAD);
    }

    private void staff(Team team) {
        int wanted = team.waiting
                - (int) team.workers.stream()
                        .filter(it -> !it.busy() && !it.leaving())
                        .count();
        while (team.more < wanted && room(team)) {
            team.workers.add(Worker.NEW);
            team.more++;
        }
        if (wanted > 0 && team.more == 0) {
            Stream<Claim> all = Stream.concat(claims.stream(), Stream.of(new Claim(team.resources, false)));
            makeWay(lack(all, Board.ANYWHERE, nodes), Board.ANYWHERE, team::equals, team.workers.isEmpty());
        }
    }

    /** Whether another one fits, beside all that are there and all that is claimed. */
    private boolean room(Team team) {
        return team.demand.entrySet().stream()
                .allMatch(need -> need.getValue() + held(need.getKey()) <= ClusterCapacity.total(nodes, need.getKey()));
    }

    private double held(String resource) {
        double claimed = claims.stream()
                .mapToDouble(claim -> ClusterRay.demand(claim.resources()).getOrDefault(resource, 0.0))
                .sum();
        return claimed
                + teams.stream()
                        .mapToDouble(team -> team.workers.size() * team.demand.getOrDefault(resource, 0.0))
                        .sum();
    }

    /** By how much some claims and the trainers that stay there together exceed what those nodes have. */
    private Map<String, Double> lack(Stream<Claim> asked, String place, List<Map<String, Double>> there) {
        Map<String, Double> lack = new HashMap<>();
        asked.forEach(claim ->
                ClusterRay.demand(claim.resources()).forEach((name, number) -> lack.merge(name, number, Double::sum)));
        lack.replaceAll((name, number) -> number
                - ClusterCapacity.total(there, name)
                + teams.stream()
                        .mapToDouble(team -> team.staying(place) * team.demand.getOrDefault(name, 0.0))
                        .sum());
        lack.values().removeIf(number -> number <= 0);
        return lack;
    }

    /**
     * Sends trainers away until nothing is lacking: those that nobody has work for, then, if need be, any.
     *
     * @param place where they are to leave
     * @param spared pools whose trainers stay
     */
    private void makeWay(Map<String, Double> lack, String place, Predicate<Team> spared, boolean any) {
        // One that holds all that is lacking goes before two that hold a part each.
        List<Team> others = teams.stream()
                .filter(spared.negate())
                .sorted(Comparator.comparingLong(team -> -team.holds(lack)))
                .toList();
        others.forEach(team -> team.leave(lack, place, worker -> !worker.busy() && team.waiting == 0));
        if (any) {
            others.forEach(team -> team.leave(lack, place, worker -> true));
        }
    }

    /**
     * What a pool does next.
     *
     * @param more trainers to start
     * @param leave how many are to leave, by the node that they are on, in place of what was said before
     */
    record Step(int more, Map<String, Integer> leave) {}

    private static final class Team {
        private final Resources resources;
        private final Map<String, Double> demand;
        private final int waiting;
        private final List<Worker> workers;
        private final Map<String, Integer> leave = new HashMap<>();
        private int more;

        Team(Staffing pool) {
            this.resources = pool.resources();
            this.demand = ClusterRay.demand(pool.resources());
            this.waiting = pool.waiting();
            this.workers = new ArrayList<>(pool.workers());
        }

        private static boolean at(String place, Worker worker) {
            return place.equals(Board.ANYWHERE) || place.equals(worker.node());
        }

        /** How many of the resources. */
        long holds(Map<String, Double> lack) {
            return lack.keySet().stream().filter(demand::containsKey).count();
        }

        long staying(String place) {
            return workers.stream().filter(it -> !it.leaving() && at(place, it)).count();
        }

        void leave(Map<String, Double> lack, String place, Predicate<Worker> who) {
            for (int index = 0; index < workers.size(); index++) {
                Worker worker = workers.get(index);
                if (holds(lack) > 0 && !worker.leaving() && at(place, worker) && who.test(worker)) {
                    workers.set(index, new Worker(worker.node(), worker.busy(), true));
                    leave.merge(place, 1, Integer::sum);
                    demand.forEach((name, number) -> lack.computeIfPresent(name, (same, before) -> before - number));
                    lack.values().removeIf(number -> number <= 0);
                }
            }
        }
    }
}
