package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.BatchId;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaIT {
    /**
     * A new version comes while the one before still works: functions of both are called until the last old pod ends.
     */
    @Test
    void aNewerVersionThatOnlyAddedIsNoHindrance() {
        LedgerConfig config = migratedByALaterVersion("999", "later");

        assertThatCode(() -> Ledger.open(config, Clock.systemUTC()).close()).doesNotThrowAnyException();
    }

    @Test
    void aNewerVersionThatTookSomethingAwayIsRefusedWithTheFix() {
        LedgerConfig config = migratedByALaterVersion("999", "contract results");

        assertThatThrownBy(() -> Ledger.open(config, Clock.systemUTC()))
                .hasMessageContaining("schema version 999")
                .hasMessageContaining("knows only " + Schema.MIGRATIONS.size())
                .hasMessageContaining("update Muster")
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.NEWER_SCHEMA));
    }

    private static LedgerConfig migratedByALaterVersion(String version, String description) {
        LedgerConfig config = Databases.fresh();
        Ledger.open(config, Clock.systemUTC()).close();
        Databases.execute(
                config,
                "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (99, '" + version + "', '" + description
                        + "', 'SQL', 'V999__later.sql', 'x', 1, true)");
        return config;
    }

    @Test
    void theProgramBringsAnEmptyDatabaseUpToDateAndDoesNothingTheSecondTime() {
        LedgerConfig config = Databases.fresh();
        Map<String, String> environment = Map.of(
                "MUSTER_DB_URL", config.url(),
                "MUSTER_DB_USER", config.user(),
                "MUSTER_DB_PASSWORD", config.password());

        String first = Migrate.run(environment);

        assertThat(first)
                .contains("all of " + Schema.MIGRATIONS.size() + " migrations")
                .doesNotContain("password");
        assertThat(Migrate.run(environment)).isEqualTo(first);
        assertThat(Databases.strings(config, "select count(*)::text from flyway_schema_history"))
                .containsExactly(String.valueOf(Schema.MIGRATIONS.size()));
    }

    @Test
    void theProgramSaysWhichVariableIsMissing() {
        assertThatThrownBy(() -> Migrate.run(Map.of("MUSTER_DB_URL", "jdbc:postgresql://127.0.0.1:1/muster")))
                .hasMessageContaining("MUSTER_DB_PASSWORD");
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
