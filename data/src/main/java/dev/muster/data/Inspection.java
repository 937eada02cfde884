package dev.muster.data;

import dev.muster.contract.Dataset;
import dev.muster.contract.Profile;

/**
 * A dataset that was found fit to learn from.
 *
 * @param dataset what was asked for, with the digest of what is there
 * @param profile what it holds
 */
public record Inspection(Dataset dataset, Profile profile) {
    /** SHA-256 of the content. */
    public String digest() {
        return dataset.digest();
    }
}
