package dev.muster.ledger;

import dev.muster.contract.Attempt;

/** An attempt as a row. */
record Name(String batch, String job, int number) {
    static Name of(Attempt attempt) {
        return new Name(attempt.batch().value(), attempt.job().value(), attempt.number());
    }

    /** How the audit names an attempt. */
    static String subject(Attempt attempt) {
        return attempt.job() + "/attempt-" + attempt.number();
    }
}
