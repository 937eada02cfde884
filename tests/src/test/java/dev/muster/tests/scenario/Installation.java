package dev.muster.tests.scenario;

import dev.muster.ledger.Ledger;
import io.cloudevents.CloudEvent;
import java.util.List;

/** A Muster that is up: events go in, and everything that its broker sees can be looked at. */
interface Installation extends AutoCloseable {
    /** Hands an event to the broker. */
    void send(CloudEvent event);

    /** Every event that the broker took so far, those that were sent included. */
    List<CloudEvent> seen();

    /** What it knows. */
    Ledger ledger();

    @Override
    void close();
}
