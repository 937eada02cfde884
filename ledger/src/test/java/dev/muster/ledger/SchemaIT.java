package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.BatchId;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaIT {
    @Test
    void aSchemaOfANewerVersionIsRefusedWithTheFix() {
        LedgerConfig config = Databases.fresh();
        Ledger.open(config, Clock.systemUTC()).close();
        Databases.execute(
                config,
                "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (99, '999', 'later', 'SQL', 'V999__later.sql', 'x', 1, true)");

        assertThatThrownBy(() -> Ledger.open(config, Clock.systemUTC()))
                .hasMessageContaining("schema version 999")
                .hasMessageContaining("knows only " + Schema.MIGRATIONS.size())
                .hasMessageContaining("update Muster")
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.NEWER_SCHEMA));
    }

    @Test
    void processesThatOpenAnEmptyDatabaseAtOnceAllGetIn() {
        LedgerConfig config = Databases.fresh();

        List<Integer> batches = Threads.together(4, () -> {
            try (Ledger ledger = Ledger.open(config, Clock.systemUTC())) {
                return ledger.history().batches(10).size();
            }
        });

        assertThat(batches).isEqualTo(Collections.nCopies(4, 0));
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutThePassword() {
        LedgerConfig config = new LedgerConfig(
                "jdbc:postgresql://127.0.0.1:1/muster?password=topsecret&connectTimeout=1", "me", "topsecret", 2);

        assertThatThrownBy(() -> Ledger.open(config, Clock.systemUTC()))
                .hasMessageContaining("127.0.0.1:1/muster")
                .hasMessageContaining("MUSTER_DB_URL")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("topsecret"))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.UNREACHABLE));
        assertThat(config.toString()).doesNotContain("topsecret");
    }

    @Test
    void aWrongPasswordIsSaidToBeWrongAndNotShown() {
        LedgerConfig right = Databases.fresh();
        LedgerConfig wrong = new LedgerConfig(right.url(), right.user(), "topsecret", 2);

        assertThatThrownBy(() -> Ledger.open(wrong, Clock.systemUTC()))
                .hasMessageContaining("password authentication failed")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("topsecret"));
    }

    @Test
    void anAddressOfAnotherKindIsRefusedWithTheForm() {
        assertThatThrownBy(() -> Ledger.open(
                        new LedgerConfig("postgres://me:topsecret@host/db", "me", "topsecret", 2), Clock.systemUTC()))
                .hasMessageContaining("postgres://host/db")
                .hasMessageContaining("jdbc:postgresql://")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("topsecret"));
    }

    @Test
    void nobodyCanChangeTheAudit() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));

            for (String change :
                    List.of("update audit_entry set why = ''", "delete from audit_entry", "truncate audit_entry")) {
                assertThatThrownBy(() -> Databases.execute(at.config, change)).hasStackTraceContaining("append-only");
            }
            assertThat(at.ledger.history().audit(id)).hasSize(1);
        }
    }
}
