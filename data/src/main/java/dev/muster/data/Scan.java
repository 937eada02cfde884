package dev.muster.data;

import dev.muster.contract.Profile;

/**
 * What one pass over a dataset without problems found.
 *
 * @param profile what it holds
 * @param preprocessing how to encode it, fitted on the training part
 */
record Scan(Profile profile, Preprocessing preprocessing) {}
