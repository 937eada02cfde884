package dev.muster.ledger;

import dev.muster.contract.Attempt;
import dev.muster.contract.Fate;
import dev.muster.contract.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decided whether a job is trained, or the result of an equal one used again.
 *
 * @param state of the job
 * @param recipe digest of all that its result depends on but the trainer; null for a program
 * @param fresh whether its batch wants every job trained
 * @param claimed when its last attempt began; null when none did
 * @param known results of equal jobs that there were then, the newest first
 * @param reused the one that was used; null when it was trained
 * @param manifest of its result; null when there is none
 * @param fate why its batch was judged without it; null when it was not
 * @param detail of that fate, or why it was dropped; null when it was not
 */
public record Why(
        JobState state,
        @Nullable String recipe,
        boolean fresh,
        @Nullable Instant claimed,
        List<EqualResult> known,
        @Nullable Attempt reused,
        @Nullable String manifest,
        @Nullable Fate fate,
        @Nullable String detail) {
    public Why {
        known = List.copyOf(known);
    }

    static Why of(ResultSet row, List<EqualResult> known) throws SQLException {
        String fate = row.getString("fate");
        String detail = row.getString("detail");
        return new Why(
                JobState.valueOf(row.getString("state")),
                row.getString("recipe"),
                row.getBoolean("fresh"),
                Columns.instantOrNull(row, "claimed_at"),
                known,
                Memory.reused(row),
                row.getString("manifest"),
                fate == null ? null : Fate.valueOf(fate),
                detail == null ? JobLines.dropped(row) : detail);
    }
}
