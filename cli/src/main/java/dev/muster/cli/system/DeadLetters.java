package dev.muster.cli.system;

import dev.muster.console.LetterBox;
import dev.muster.embedded.broker.Broker;
import dev.muster.embedded.broker.BrokerOptions;
import dev.muster.ledger.Ledger;

/** Where the events go that a broker could not deliver: to a broker of their own, as deployed, and into the ledger. */
final class DeadLetters {
    private DeadLetters() {}

    /** Opens the broker of dead letters of a broker; to be closed after that. */
    static Broker of(Broker broker, Ledger ledger) {
        Broker deadLetters = new Broker(Triggers.read(Triggers.DEAD_LETTERS), BrokerOptions.defaults())
                .subscribe("console", new LetterBox(ledger.letters()))
                .start();
        broker.onDeadLetter(letter -> {
            if (letter.sink().equals(Triggers.DEAD_LETTERS)) {
                deadLetters.emit(letter.event());
            }
        });
        return deadLetters;
    }
}
