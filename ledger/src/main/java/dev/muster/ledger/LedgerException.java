package dev.muster.ledger;

/** The ledger could not do what was asked. */
public final class LedgerException extends RuntimeException {
    LedgerException(String message) {
        super(message);
    }
}
