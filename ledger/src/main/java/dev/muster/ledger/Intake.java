package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.Problem;
import dev.muster.contract.Profile;
import java.util.List;

/** Batches come in. */
public interface Intake {
    /**
     * Makes a batch and its jobs durable; idempotent by id.
     *
     * @param id derived from the request
     * @param spec checked and resolved
     * @param profiles of its datasets
     * @param cause id of the event that asked for it
     * @param origin source of that event
     */
    Acceptance accept(BatchId id, BatchSpec spec, List<Profile> profiles, String cause, String origin);

    /** Notes a request that was refused; idempotent by cause and origin. */
    void refuse(String cause, String origin, List<Problem> problems);
}
