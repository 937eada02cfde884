package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.BatchState;
import dev.muster.contract.JobResult;
import dev.muster.contract.Verdict;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlIT {
    private final LedgerConfig config = Databases.fresh();
    private final Database database = Database.connect(config);

    @BeforeEach
    void table() {
        database.write(sql -> sql.change("create table said (number integer unique)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsForLaterRunsInItsOrderAndTheAnswerIsTheNextStatements() {
        int changed = database.write(sql -> {
            sql.later("insert into said values (?)", 1);
            sql.later("select number from said where number = ? for update", 1);
            sql.later("insert into said select number + ? from said", 1);
            return sql.change("update said set number = -number where number < ?", 9);
        });

        assertThat(changed).isEqualTo(2);
        assertThat(Databases.strings(config, "select number from said order by 1"))
                .containsExactly("-2", "-1");
    }

    @Test
    void whatPostgresCannotHoldOfATextIsReplaced() {
        List<String> texts = List.of("a\0b", "half \ud83d", "\ude00\ud83d", "whole \ud83d\ude00", "\\ud83d", "\\u0000");

        List<String> held = database.write(sql -> sql.list(
                "select value from json_array_elements_text(?::json)", row -> row.getString(1), Sql.json(texts)));

        assertThat(held)
                .containsExactly("a\ufffdb", "half \ufffd", "\ufffd\ufffd", "whole \ud83d\ude00", "\\ud83d", "\\u0000");
    }

    @Test
    void whatIsStillForLaterIsCommittedToo() {
        List<String> seen = database.write(sql -> {
            sql.later("insert into said values (?)", 1);
            List<String> before = sql.list("select number from said where number < ?", row -> row.getString(1), 5);
            sql.later("insert into said values (?)", 2);
            return before;
        });

        assertThat(seen).containsExactly("1");
        assertThat(Databases.strings(config, "select number from said order by 1"))
                .containsExactly("1", "2");
    }

    @Test
    void whatFailsLaterFailsTheWholeTransaction() {
        assertThatThrownBy(() -> database.write(sql -> {
                    sql.later("insert into said values (1)");
                    sql.later("insert into said values (1)");
                    return true;
                }))
                .isInstanceOf(LedgerException.class);

        assertThat(Databases.strings(config, "select number from said")).isEmpty();
    }

    /** However many statements they are: a database is seldom as near as in tests. */
    @Test
    void aTransactionWaitsForTheDatabaseAFewTimesOnly() {
        try (Opened at = new Opened();
                Ledger counted = Ledger.open(CountedSockets.counting(at.config), at.clock)) {
            int intake = sent(() -> accept(counted, "b"));
            List<JobResult> results = at.claim(3).stream()
                    .map(attempt -> Samples.succeeded(attempt, 0.9))
                    .toList();
            int record = sent(() -> counted.results().record(results));
            Verdict verdict = at.verdict(Samples.id("b"), BatchState.PASSED);
            int complete = sent(() -> counted.joins().complete(verdict, "cause"));

            assertThat(List.of(intake, record, complete)).containsExactly(5, 4, 4);
        }
    }

    private static void accept(Ledger ledger, String name) {
        ledger.intake()
                .accept(Samples.id(name), Samples.batch(name, 3), List.of(Samples.PROFILE), "cause-" + name, "/test");
    }

    private static int sent(Runnable step) {
        int before = CountedSockets.SENT.get();
        step.run();
        return CountedSockets.SENT.get() - before;
    }
}
