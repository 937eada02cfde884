package dev.muster.ledger;

import java.time.Clock;

/** The open database, and the doors to what can be done with it. Thread-safe. */
public final class Ledger implements AutoCloseable {
    private Ledger() {}

    /**
     * Connects, and brings the schema up to date.
     *
     * @throws LedgerException when it cannot be reached, or its schema is of a newer version
     */
    public static Ledger open(LedgerConfig config, Clock clock) {
        throw new LedgerException("to be written");
    }

    /** For <em>validate</em>: batches come in. */
    public Intake intake() {
        throw new LedgerException("to be written");
    }

    /** For <em>train</em>: jobs are claimed, handed back, found lost. */
    public Claims claims() {
        throw new LedgerException("to be written");
    }

    /** For <em>aggregate</em>: attempts report. */
    public Results results() {
        throw new LedgerException("to be written");
    }

    /** For <em>aggregate</em>: batches get their verdict. */
    public Joins joins() {
        throw new LedgerException("to be written");
    }

    /** For people: cancel and resume. */
    public Control control() {
        throw new LedgerException("to be written");
    }

    /** For people: what there is, and what happened. */
    public History history() {
        throw new LedgerException("to be written");
    }

    @Override
    public void close() {}
}
