package dev.muster.ledger;

import dev.muster.ledger.queue.QueuePolicy;
import java.time.Clock;
import java.time.Duration;

/** The open database, and the doors to what can be done with it. Thread-safe. */
public final class Ledger implements Doors, AutoCloseable {
    private final Database database;
    private final Clock clock;

    private Ledger(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Connects, and brings the schema up to date.
     *
     * @throws LedgerException when it cannot be reached, or its schema is of a newer version
     */
    public static Ledger open(LedgerConfig config, Clock clock) {
        Database database = Database.connect(config);
        try {
            Schema.upToDate(database, config);
            // PostgreSQL keeps microseconds: what is read back shall equal what was written.
            return new Ledger(database, Clock.tick(clock, Duration.ofNanos(1_000)));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public Intake intake() {
        return new PostgresIntake(database, clock);
    }

    @Override
    public Claims claims(QueuePolicy policy) {
        return new PostgresClaims(database, clock, policy);
    }

    /** As {@link #claims(QueuePolicy)}, where nobody said how teams share. */
    public Claims claims() {
        return claims(QueuePolicy.USUAL);
    }

    @Override
    public Results results() {
        return new PostgresResults(database, clock);
    }

    @Override
    public Joins joins() {
        return new PostgresJoins(database, clock);
    }

    @Override
    public Notices notices() {
        return new PostgresNotices(database, clock);
    }

    /** For people: cancel and resume. */
    public Control control() {
        return control(Audit.USER);
    }

    @Override
    public Control control(String who) {
        return new PostgresControl(database, clock, who);
    }

    /** For people: who waits, for what, and for how long. */
    public Outlook outlook(QueuePolicy policy) {
        return new Outlook(database, clock, policy);
    }

    /** For <em>console</em>, and for people: what could not be delivered. */
    public Letters letters() {
        return new Letters(database, clock);
    }

    /** For people: what there is, and what happened. */
    public History history() {
        return new History(database);
    }

    /** The audit as a chain: sealed by sweeps, verified and pruned by people. */
    public AuditChain audit() {
        return new AuditChain(database, clock);
    }

    @Override
    public void seal() {
        audit().seal();
    }

    /**
     * Asks the server for a sign of life.
     *
     * @throws LedgerException when it gives none
     */
    public void probe() {
        database.read(sql -> true);
    }

    /**
     * Whether time alone may make something due here: a batch waits for its verdict, an attempt runs, or a verdict is
     * to be told.
     */
    public boolean unfinished() {
        return database.read(sql -> sql.one("""
                        select exists (select from batch where state = 'RUNNING')
                            or exists (select from attempt where state = 'RUNNING')
                            or exists (select from notice where ended_at is null)""", row -> row.getBoolean(1)).orElseThrow());
    }

    @Override
    public void close() {
        database.close();
    }
}
