package dev.muster.tests.simulation;

import static dev.muster.tests.simulation.Invariants.promise;

import dev.muster.contract.Assignment;
import dev.muster.contract.JobState;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Team;
import dev.muster.ledger.queue.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * No limit is exceeded, and no team gets a job while another that waits has less: so that their shares are never
 * further apart than by one job. Counted anew from the rows for each job that was claimed, in the order of the claim.
 */
final class Shares {
    private static final double ROUNDING = 1e-9;
    private static final List<ToLongFunction<Usage>> MEASURES = List.of(Usage::jobs, Usage::cpus, Usage::gpus);

    private final Model model;
    private final QueuePolicy policy;

    Shares(Model model, QueuePolicy policy) {
        this.model = model;
        this.policy = policy;
    }

    void check(List<Assignment> claimed, Instant now) {
        if (claimed.isEmpty()) {
            return;
        }
        List<Rows.Job> jobs = new ArrayList<>();
        claimed.forEach(it -> jobs.add(
                Objects.requireNonNull(model.jobs.get(it.attempt().job().value()))));
        Map<String, Usage> used = new HashMap<>();
        Map<String, Long> clusters = new HashMap<>();
        model.running.forEach(it -> {
            used.merge(account(it.job), it.job.asks(), Usage::plus);
            clusters.merge(it.cluster, 1L, Long::sum);
        });
        used.forEach((account, all) -> promise(
                jobs.stream().noneMatch(job -> account(job).equals(account)) || fits(account, all),
                "no quota is exceeded",
                account + " has " + all + " of " + policy.team(account)));
        String cluster = jobs.get(0).tries.get(jobs.get(0).tries.size() - 1).cluster;
        Integer most = policy.clusters().get(cluster);
        promise(
                most == null || Objects.requireNonNull(clusters.get(cluster)) <= most,
                "no cluster gets more than it may have",
                cluster + " has " + clusters);
        fair(jobs, used, now);
    }

    /** Takes the jobs back, the last one first, and looks each time who waited when it was chosen. */
    private void fair(List<Rows.Job> jobs, Map<String, Usage> used, Instant now) {
        List<Rows.Job> waiting = new ArrayList<>();
        model.open().stream()
                .filter(batch -> batch.open() && !batch.expired(now))
                .flatMap(batch -> batch.jobs.stream())
                .filter(job -> job.state == JobState.QUEUED && !job.notBefore.isAfter(now))
                .forEach(waiting::add);
        Map<Rows.Batch, Long> running = new HashMap<>();
        for (int i = jobs.size() - 1; i >= 0; i--) {
            Rows.Job chosen = jobs.get(i);
            running.merge(chosen.batch, chosen.batch.running() - 1, (before, first) -> before - 1);
            used.merge(account(chosen), chosen.asks(), Usage::minus);
            waiting.add(chosen);
            fair(
                    chosen,
                    used,
                    waiting.stream()
                            .filter(job -> mayGo(job, running.getOrDefault(job.batch, job.batch.running())))
                            .toList());
        }
    }

    private void fair(Rows.Job chosen, Map<String, Usage> used, List<Rows.Job> waiting) {
        Set<String> accelerated = new TreeSet<>();
        used.forEach((account, has) -> {
            if (has.gpus() > 0) {
                accelerated.add(account);
            }
        });
        waiting.stream().filter(job -> job.asks().gpus() > 0).forEach(job -> accelerated.add(account(job)));
        Usage all = used.values().stream().reduce(Usage.NONE, Usage::plus);
        Usage whole = accelerated.size() > 1 ? all : new Usage(all.jobs(), all.cpus(), 0);
        String mine = account(chosen);
        double share = share(mine, used, whole);
        Set<String> others = new TreeSet<>();
        waiting.forEach(job -> others.add(account(job)));
        others.remove(mine);
        for (String other : others) {
            promise(
                    !couldGo(other, used, waiting) || share <= share(other, used, whole) + ROUNDING,
                    "the next place goes to the team with the least",
                    mine + " before " + other + " with " + used + " of " + whole + " in " + policy);
        }
    }

    private double share(String account, Map<String, Usage> used, Usage whole) {
        Usage has = used.getOrDefault(account, Usage.NONE);
        double most = 0;
        for (ToLongFunction<Usage> measure : MEASURES) {
            long all = measure.applyAsLong(whole);
            most = Math.max(most, all == 0 ? 0 : (double) measure.applyAsLong(has) / all);
        }
        return most / policy.team(account).weight();
    }

    /** Whether the most urgent of its jobs fits, or, where only accelerators are short, the most urgent without. */
    private boolean couldGo(String account, Map<String, Usage> used, List<Rows.Job> waiting) {
        List<Rows.Job> mine =
                waiting.stream().filter(job -> account(job).equals(account)).toList();
        Usage has = used.getOrDefault(account, Usage.NONE);
        Optional<Rows.Job> head = first(mine);
        if (head.isPresent() && !fits(account, has.plus(head.get().asks()))) {
            Usage asks = head.get().asks();
            boolean plain = fits(account, has.plus(new Usage(asks.jobs(), asks.cpus(), 0)));
            head = plain
                    ? first(mine.stream().filter(job -> job.asks().gpus() == 0).toList())
                    : Optional.empty();
        }
        return head.isPresent() && fits(account, has.plus(head.get().asks()));
    }

    private Optional<Rows.Job> first(List<Rows.Job> jobs) {
        return jobs.stream()
                .min(Comparator.comparing((Rows.Job job) -> job.batch.queuedAt.minus(policy.ageing()
                                .multipliedBy(job.batch.spec.queueing().priority())))
                        .thenComparing(job -> job.batch.number)
                        .thenComparing(job -> job.ordinal));
    }

    private boolean mayGo(Rows.Job job, long running) {
        Integer limit = job.batch.spec.queueing().running();
        return (limit == null || running < limit) && fits(account(job), job.asks());
    }

    private boolean fits(String account, Usage used) {
        Team team = policy.team(account);
        return within(used.jobs(), team.jobs()) && within(used.cpus(), team.cpus()) && within(used.gpus(), team.gpus());
    }

    private static boolean within(long used, @Nullable Integer limit) {
        return limit == null || used <= limit;
    }

    private String account(Rows.Job job) {
        return policy.account(job.batch.team());
    }
}
