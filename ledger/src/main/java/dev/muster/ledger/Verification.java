package dev.muster.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the audit stands.
 *
 * @param entries that were compared with their links
 * @param unsealed entries that are too new to be linked: nothing is known of these
 * @param head of the chain
 * @param pruned what was removed for good reason; null when nothing was
 * @param findings what is wrong, the first of them; empty when nothing is
 * @param found how many things are wrong
 */
public record Verification(
        long entries,
        long unsealed,
        ChainHead head,
        @Nullable Pruned pruned,
        List<Finding> findings,
        long found) {
    public Verification {
        findings = List.copyOf(findings);
    }

    /** Whether everything is as it was sealed. */
    public boolean sound() {
        return found == 0;
    }

    Verification at(ChainHead later, long stillUnsealed) {
        return new Verification(entries, stillUnsealed, later, pruned, findings, found);
    }

    /**
     * Something that is not as it was sealed.
     *
     * @param entry its number; 0 when it is about no single entry
     */
    public record Finding(long entry, String what) {}

    /**
     * The entries before the first one.
     *
     * @param entries how many
     * @param last number of the last one
     * @param digest of the chain up to it
     * @param at when they, or the last of them, were removed
     */
    public record Pruned(long entries, long last, String digest, Instant at) {}
}
