package dev.muster.validate;

/** Reads batch files and looks at their data; needs no ledger, so it serves dry runs too. Thread-safe. */
public final class Resolver {
    private Resolver() {}

    /**
     * Reads the catalogue.
     *
     * @throws dev.muster.contract.InvalidInputException when the user's catalogue is wrong
     */
    public static Resolver open(ValidateConfig config) {
        throw new UnsupportedOperationException("to be written for " + config);
    }

    /**
     * Checks a batch file and fills everything in.
     *
     * @throws dev.muster.contract.InvalidInputException with everything that is wrong with it and its data, at once
     */
    public Resolved resolve(BatchText text) {
        throw new UnsupportedOperationException("to be written for " + text);
    }
}
