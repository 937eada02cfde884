package dev.muster.tests.simulation;

import dev.muster.contract.Attempt;
import dev.muster.ledger.queue.Preemption;
import dev.muster.ledger.queue.QueuePolicy;
import java.util.Objects;

/** Nobody makes room for one that is not that much more urgent, nor more often than the policy says. */
record PreemptionCheck(Model model, QueuePolicy policy) {
    void check(Attempt victim) {
        Preemption rules = Objects.requireNonNull(policy.preemption());
        Rows.Try row = Objects.requireNonNull(model.row(victim));
        Rows.Job waiting =
                Objects.requireNonNull(model.jobs.get(Objects.requireNonNull(row.preemptedFor)), victim::toString);
        int high = waiting.batch.spec.queueing().priority();
        int low = row.job.batch.spec.queueing().priority();
        Invariants.promise(
                high - low >= rules.priority(),
                "a job makes room only for one that is more urgent by " + rules.priority(),
                victim + " of priority " + low + " for " + high);
        long times =
                row.job.tries.stream().filter(it -> it.preemptedFor != null).count();
        Invariants.promise(
                times <= rules.times(), "a job makes room " + rules.times() + " times at most", victim + " " + times);
    }
}
