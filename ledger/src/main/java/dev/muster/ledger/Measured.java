package dev.muster.ledger;

import java.time.Duration;

/** How long jobs with an algorithm and a dataset took. */
record Measured(String like, Duration mean, int jobs) {}
