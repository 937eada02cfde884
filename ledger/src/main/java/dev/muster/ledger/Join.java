package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.JobId;
import dev.muster.contract.Profile;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a verdict depends on, of a batch that may be ready for it.
 *
 * @param batch to judge
 * @param spec as accepted
 * @param jobs in the order of the spec
 * @param calledOff whether a person cancelled it
 * @param overdue whether its deadline has passed
 * @param late jobs that ended after the deadline
 * @param profiles by dataset digest
 * @param promoted the current model of the name that the spec promotes under, if any
 * @param rival the newest one that another batch promoted: one that was resumed is not held against itself
 */
public record Join(
        BatchId batch,
        BatchSpec spec,
        List<Verdict.Job> jobs,
        boolean calledOff,
        boolean overdue,
        Set<JobId> late,
        Map<String, Profile> profiles,
        Optional<Promotion> promoted,
        Optional<Promotion> rival) {}
