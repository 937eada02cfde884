package dev.muster.ledger;

import dev.muster.ledger.queue.QueuePolicy;

/**
 * What the functions, and the people who call work off, do with a ledger: each call of a door is one transaction.
 * {@link Ledger} is the one on PostgreSQL; the simulation has one in memory, held against it.
 */
public interface Doors {
    /** For <em>validate</em>: batches come in. */
    Intake intake();

    /** For <em>train</em>: jobs are claimed, handed back, found lost. */
    Claims claims(QueuePolicy policy);

    /** For <em>aggregate</em>: attempts report. */
    Results results();

    /** For <em>aggregate</em>: batches get their verdict. */
    Joins joins();

    /** For <em>aggregate</em>: verdicts are told. */
    Notices notices();

    /** For somebody whom the audit shall name: cancel and resume. */
    Control control(String who);

    /** For sweeps: what the audit has come to say is sealed. */
    void seal();
}
