package dev.muster.ledger;

import dev.muster.contract.BatchId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Work that nobody waits for any more is not begun. */
final class Expiry {
    private Expiry() {}

    /** Cancels the queued jobs of batches that have expired; from then on none of them is queued again. */
    static List<BatchId> drop(Sql sql, Instant now) throws SQLException {
        List<Late> late = sql.list(
                """
                with late as (
                    select id from batch where state = 'RUNNING' and expired_at is null and expires_at <= ?
                    order by id for no key update skip locked
                )
                update batch b set expired_at = ? from late where b.id = late.id returning b.id, b.expires_at""", row -> new Late(new BatchId(row.getString("id")), Columns.instant(row, "expires_at")), now, now);
        if (late.isEmpty()) {
            return List.of();
        }
        Map<String, List<String>> jobs = sql
                .list(
                        """
                        update job set state = 'CANCELLED' where batch_id = any(?) and state = 'QUEUED'
                        returning batch_id, id""",
                        row -> new String[] {row.getString("batch_id"), row.getString("id")},
                        late.stream().map(it -> it.batch.value()).toList())
                .stream()
                .collect(Collectors.groupingBy(row -> row[0], Collectors.mapping(row -> row[1], Collectors.toList())));
        List<Audit.Note> notes = new ArrayList<>();
        for (Late it : late) {
            List<String> dropped = jobs.getOrDefault(it.batch.value(), List.of());
            String why = "it expired at " + it.at;
            notes.add(Audit.Note.of(it.batch, "EXPIRED", why + "; " + dropped.size() + " jobs dropped"));
            dropped.forEach(job -> notes.add(new Audit.Note(it.batch.value(), "CANCELLED", job, why)));
        }
        Audit.note(sql, now, Audit.TRAIN, notes);
        return late.stream()
                .map(Late::batch)
                .filter(batch -> jobs.containsKey(batch.value()))
                .toList();
    }

    private record Late(BatchId batch, Instant at) {}
}
