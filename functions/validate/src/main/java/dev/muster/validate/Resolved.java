package dev.muster.validate;

import dev.muster.contract.BatchSpec;
import dev.muster.contract.Profile;
import java.util.List;

/**
 * A batch file in which nothing is wrong.
 *
 * @param spec with every name, default, sweep and digest filled in
 * @param profiles of its datasets, one for each digest
 */
public record Resolved(BatchSpec spec, List<Profile> profiles) {
    public Resolved {
        profiles = List.copyOf(profiles);
    }

    /** The same, every job of it trained, though equal ones were trained before. */
    public Resolved freshly() {
        return new Resolved(spec.freshly(), profiles);
    }
}
