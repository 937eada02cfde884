package dev.muster.ledger;

import java.net.URI;

/**
 * A verdict that somebody wants to hear.
 *
 * @param url where it is to be posted
 * @param tries made so far, this one included
 * @param completion to be told
 */
public record Notice(URI url, int tries, Completion completion) {}
