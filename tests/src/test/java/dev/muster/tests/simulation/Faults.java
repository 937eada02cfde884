package dev.muster.tests.simulation;

/** What a simulated world does to those in it, and what it finds. */
final class Faults {
    private Faults() {}

    /** The process dies: an error, so that no handler of exceptions survives it. */
    static final class Crash extends Error {
        Crash(String where) {
            super(where, null, false, false);
        }
    }

    /** The database cannot be reached, or its answer is lost. */
    static final class Unreachable extends RuntimeException {
        Unreachable(String where) {
            super(where, null, false, false);
        }
    }

    /** An invariant does not hold: an error, so that the functions do not take it for trouble of theirs. */
    static final class Broken extends AssertionError {
        Broken(String promise, Object seen) {
            super(promise + ", but: " + seen, seen instanceof Throwable cause ? cause : null);
        }
    }
}
