package dev.muster.ledger;

import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the jobs of a team may ask for at all; less than nothing where it may run none. */
record LargestJob(String team, int cpus, int gpus) {
    static List<LargestJob> of(QueuePolicy policy) {
        return policy.teams().keySet().stream().map(name -> of(policy, name)).toList();
    }

    /** Of a team that is not listed. */
    static List<LargestJob> otherwise(QueuePolicy policy) {
        return policy.teams().isEmpty() ? List.of() : List.of(of(policy, policy.account("")));
    }

    private static LargestJob of(QueuePolicy policy, String name) {
        Team team = policy.team(name);
        boolean none = Integer.valueOf(0).equals(team.jobs());
        return none ? new LargestJob(name, -1, -1) : new LargestJob(name, or(team.cpus()), or(team.gpus()));
    }

    private static int or(@Nullable Integer limit) {
        return limit == null ? Integer.MAX_VALUE : limit;
    }
}
