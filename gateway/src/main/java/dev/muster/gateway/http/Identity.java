package dev.muster.gateway.http;

/** What one way to tell who is calling says about a request. */
sealed interface Identity {
    /** The request shows nothing of the kind. */
    record Absent() implements Identity {}

    /** What it shows proves nothing. */
    record Unproven(String why) implements Identity {}

    /**
     * Verified.
     *
     * @param allowed whether this one may call
     */
    record Verified(String subject, boolean allowed) implements Identity {}
}
