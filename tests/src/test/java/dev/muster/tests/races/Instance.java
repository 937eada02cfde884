package dev.muster.tests.races;

import dev.muster.contract.EventHandler;
import dev.muster.ledger.Ledger;
import io.cloudevents.CloudEvent;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One instance of a function, with a ledger of its own: takes whatever is next from the bus.
 *
 * @param troubles what it was not spared
 */
record Instance(String function, EventHandler handler, Ledger ledger, Bus bus, Queue<Throwable> troubles)
        implements AutoCloseable {
    void workUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Optional<CloudEvent> event = bus.next(function);
            event.ifPresent(this::handle);
            if (event.isEmpty()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        }
    }

    private void handle(CloudEvent event) {
        try {
            bus.taken(handler.handle(event));
        } catch (RuntimeException e) {
            troubles.add(e);
            bus.again(function, event);
        }
    }

    /** The database's own words for a trouble (SQLSTATE); empty when it was not the database. */
    static Optional<String> sqlState(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
