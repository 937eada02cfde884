package dev.muster.ledger;

import dev.muster.contract.Verdict;
import java.time.Instant;

/**
 * How a batch got its verdict.
 *
 * @param verdict that it got
 * @param at when
 * @param cause id of the event that led to it
 */
public record Completion(Verdict verdict, Instant at, String cause) {}
