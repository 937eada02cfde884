package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.Attempt;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AuditChainIT extends OpenedAudit {
    private static final int WRITERS = 8;

    @Test
    void whatNobodyTouchedIsSound() {
        entries(6);

        Verification first = verify();

        assertThat(first.findings()).isEmpty();
        assertThat(first.unsealed()).isZero();
        assertThat(first.head().position()).isEqualTo(6);
        assertThat(verify()).isEqualTo(new Verification(6, 0, first.head(), null, List.of(), 0));
        assertThat(at.ledger.audit().seal()).isZero();
    }

    @Test
    void aHeadIsReadAsItIsWritten() {
        entries(2);
        ChainHead head = verify().head();

        assertThat(ChainHead.parse(head.toString())).isEqualTo(head);
        assertThat(verify(head).sound()).isTrue();
        assertThatThrownBy(() -> ChainHead.parse("6")).hasMessageContaining("no head");
    }

    /** Numbers are given in another order than transactions commit in; the chain has the order of transactions. */
    @Test
    void anEntryThatIsCommittedLateNeverComesIntoWhatWasSealed() {
        try (Database database = Database.connect(at.config)) {
            database.write(early -> {
                early.one("select pg_current_xact_id()::text", row -> row.getString(1));
                database.write(late -> {
                    note(late, "late"); // number 1
                    note(early, "early"); // number 2, and of the earlier transaction
                    assertThat(at.ledger.audit().seal())
                            .as("both are under way")
                            .isZero();
                    database.write(latest -> note(latest, "latest")); // number 3, committed
                    assertThat(at.ledger.audit().seal())
                            .as("an earlier one is under way")
                            .isZero();
                    return 0;
                });
                assertThat(at.ledger.audit().seal())
                        .as("the earliest is under way")
                        .isZero();
                return 0;
            });
        }

        assertThat(at.ledger.audit().seal()).isEqualTo(3);
        assertThat(verify().findings()).isEmpty();
        assertThat(Databases.strings(at.config, "select entry::text from audit_link order by position"))
                .containsExactly("2", "1", "3");
    }

    @Test
    void writersAndSealersAtOnceLeaveASoundChainWithEveryEntryInIt() {
        for (int i = 0; i < 4; i++) {
            at.accept(Samples.batch("b" + i, 60));
        }
        AtomicInteger writing = new AtomicInteger(WRITERS);
        AtomicInteger sealed = new AtomicInteger();
        List<Callable<Integer>> works = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            works.add(() -> {
                for (List<Attempt> mine = at.claim(3); !mine.isEmpty(); mine = at.claim(3)) {
                    at.ledger
                            .results()
                            .record(mine.stream()
                                    .map(attempt -> Samples.succeeded(attempt, 0.9))
                                    .toList());
                }
                return writing.decrementAndGet();
            });
        }
        for (int i = 0; i < 2; i++) {
            works.add(() -> {
                while (writing.get() > 0) {
                    sealed.addAndGet(at.ledger.audit().seal());
                    assertThat(verify().findings()).isEmpty();
                }
                return 0;
            });
        }

        Threads.together(works.size(), works);

        Verification verification = verify();
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.unsealed()).isZero();
        assertThat(verification.head().position()).isEqualTo(4 + 240 * 2);
    }

    @Test
    void aDatabaseRestoredOnAServerThatCountsItsTransactionsAnewGoesOn() {
        entries(3);
        tamper("update audit_entry set txid = txid + 1000000000");
        at.ledger.audit().seal();
        entries(2);
        tamper("update audit_entry set txid = txid + 1000000000 where number > 3");

        entries(3);

        assertThat(verify().findings()).isEmpty();
        entries(2);
        assertThat(verify().head().position()).isEqualTo(10);
        assertThat(Databases.strings(at.config, "select entry::text from audit_link order by position"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        tamper("insert into audit_entry (at, who, what, subject, why, txid)"
                + " select at, who, what, subject, why, txid from audit_entry where number = 7");
        assertThat(numbers(verify())).containsExactly(11L);
    }

    /** As an update from a version without the chain finds it: all of one transaction. */
    @Test
    @Timeout(60)
    void aLongBacklogIsReadOnceHoweverManyPagesItTakes() throws SQLException {
        int backlog = 20_000;
        tamper("insert into audit_entry (at, who, what, subject, why)"
                + " select now(), 'train', 'NOTED', 'something', 'because' from generate_series(1, " + backlog + ")");
        try (Connection beside = DriverManager.getConnection(at.config.url(), at.config.user(), at.config.password())) {
            Sql sql = new Sql(beside);
            Set<String> sessions = sessions(sql);
            long read = rowsRead(sql);

            try (Ledger ledger = Ledger.open(at.config, at.clock)) {
                assertThat(ledger.audit().seal()).isEqualTo(backlog);
            }

            // A session that has ended has told what it read.
            while (!sessions.containsAll(sessions(sql))) {
                Thread.onSpinWait();
            }
            assertThat(rowsRead(sql) - read).isBetween((long) backlog, backlog * 11L / 10);
        }
        assertThat(verify().findings()).isEmpty();
    }

    private static Set<String> sessions(Sql sql) throws SQLException {
        return Set.copyOf(sql.list(
                "select pid::text from pg_stat_activity where application_name = 'muster'", row -> row.getString(1)));
    }

    private static long rowsRead(Sql sql) throws SQLException {
        return sql.one(
                        "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables"
                                + " where schemaname = current_schema() and relname = 'audit_entry'",
                        row -> row.getLong(1))
                .orElseThrow();
    }

    @Test
    void prunedEntriesAreAccountedForAndTheRestIsVerified() {
        // given
        entries(4);
        at.clock.advance(Duration.ofDays(100));
        entries(3);

        // when
        Pruning pruning = prune(at.clock.instant().minus(Duration.ofDays(90)));

        // then
        assertThat(pruning.entries()).isEqualTo(4);
        Verification after = verify();
        assertThat(after.findings()).isEmpty();
        assertThat(after.head().position()).isEqualTo(8);
        assertThat(after.pruned()).satisfies(pruned -> {
            assertThat(pruned.entries()).isEqualTo(4);
            assertThat(pruned.last()).isEqualTo(4);
        });
        assertThat(at.ledger.history().audit(1)).singleElement().satisfies(entry -> {
            assertThat(entry.who()).isEqualTo("user alice");
            assertThat(entry.what()).isEqualTo("PRUNED");
            assertThat(entry.why())
                    .startsWith("4 entries from before ")
                    .endsWith(after.pruned().digest());
        });
        assertThat(prune(at.clock.instant().minus(Duration.ofDays(90))).entries())
                .isZero();

        tamper("update audit_entry set why = '' where number in (5, 7)");
        assertThat(numbers(verify())).containsExactly(5L, 7L);
        assertThat(prune(at.clock.instant().plusSeconds(1)).entries())
                .as("what is not sound is evidence")
                .isZero();
    }

    @Test
    void pruningAllLeavesTheNewestAndCanGoOn() {
        entries(4);
        at.clock.advance(Duration.ofDays(1));

        assertThat(prune(at.clock.instant()).entries()).isEqualTo(3);
        at.clock.advance(Duration.ofDays(1));
        entries(1);
        assertThat(prune(at.clock.instant()).entries()).isEqualTo(2);

        assertThat(verify().findings()).isEmpty();
        assertThat(verify().pruned().entries()).isEqualTo(5);
    }
}
