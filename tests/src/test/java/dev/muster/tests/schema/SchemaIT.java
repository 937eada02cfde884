package dev.muster.tests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.embedded.postgres.PostgresServer;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.proof.Promises;
import dev.muster.tests.proof.Proof;
import dev.muster.tests.proof.Rows;
import dev.muster.tests.races.Race;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The schema, with data that the functions made. */
@Timeout(900)
class SchemaIT {
    private static final int JOBS = Proof.size(20_000, 1_000_000);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** So many rows may be read as a whole: a few pages. */
    private static final int FEW = 3_000;
    /** Indexes of the few rows that are open, and tables of few rows. */
    private static final String FINE = """
            select indexrelid::regclass::text from pg_index join pg_class t on t.oid = indrelid
            where indpred is not null or reltuples <= %1$d
            union all select relname::text from pg_class where relkind = 'r' and reltuples <= %1$d""".formatted(FEW);

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static LedgerConfig real;

    @BeforeAll
    static void runTheFunctions() throws Exception {
        server = PostgresServer.make(
                folder.resolve("server"),
                "max_wal_size='4GB'",
                "shared_preload_libraries='auto_explain'",
                "auto_explain.log_format='json'",
                "auto_explain.log_nested_statements=on",
                "logging_collector=on",
                "log_destination='jsonlog'",
                "log_directory='../log'",
                "log_rotation_size=0");
        real = database("real");
        race("real", real, Proof.size(2, 20));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void everyColumnHangsOnAKeyAndOnNothingElse() {
        Declared declared = Declared.read();

        assertThat(declared.differences(real)).isEmpty();
        assertThat(declared.violations()).isEmpty();
        assertThat(declared.unexplainedKeys(real)).isEmpty();
        assertThat(declared.brokenBy(real)).isEmpty();
        Proof.report(
                "third normal form",
                declared.relations().size() + " tables, "
                        + declared.relations().values().stream()
                                .mapToLong(relation -> relation.dependencies().size())
                                .sum()
                        + " dependencies, " + Rows.count(real, "select count(*) from job") + " jobs of real data");
    }

    /** Not of a hand-made list: whatever the functions ask of PostgreSQL while they work beside so many old jobs. */
    @Test
    void noStatementOfTheFunctionsReadsAWholeTable() throws Exception {
        LedgerConfig large = database("large");
        Ledger.open(large, Clock.systemUTC()).close();
        Instant start = Instant.now();
        Large.fill(large, JOBS);
        Duration filling = Duration.between(start, Instant.now());
        Rows.run(large, "alter database large set auto_explain.log_min_duration = 0");

        race("new", large, 2);

        Plans plans =
                Plans.of(server.lines(folder.resolve("server/log")), "muster", Set.copyOf(Rows.first(large, FINE)));
        assertThat(plans.statements()).as("statements seen").hasSizeGreaterThan(40);
        assertThat(plans.scanning()).isEmpty();
        Proof.report(
                "indexes",
                plans.statements().size() + " different statements of the functions explained beside " + JOBS
                        + " jobs (made in " + filling.toSeconds() + " s), none reads a whole table");
    }

    @Test
    void theNewestMigrationComesWhileTheVersionBeforeWrites() throws Exception {
        Upgrade upgrade = new Upgrade(real, "public", "before");
        LedgerConfig before = new LedgerConfig(
                real.url() + "?currentSchema=before", real.user(), real.password(), real.connections());
        List<CompletableFuture<Void>> migration = new ArrayList<>();

        upgrade.copy(() -> migration.add(CompletableFuture.runAsync(
                () -> Ledger.open(before, Clock.systemUTC()).close())));

        migration.get(0).join();
        assertThat(upgrade.differing()).isEmpty();
        assertThat(Rows.first(before, "select max(version::int) from flyway_schema_history"))
                .isEqualTo(Rows.first(real, "select max(version::int) from flyway_schema_history"));
        assertThat(Declared.read().differences(before)).isEmpty();
        assertThat(Promises.broken(before)).isEmpty();
        race("after", before, 2);
        assertThat(Promises.broken(before)).isEmpty();
        Proof.report(
                "migration",
                upgrade.tables() + " tables with the data of " + Rows.count(real, "select count(*) from job")
                        + " jobs written by a writer of the version before, the newest migration meanwhile");
    }

    private static void race(String name, LedgerConfig config, int batches) throws InterruptedException {
        new Race(name, 2, batches, 25, Duration.ofSeconds(2), batches).run(config, folder.resolve("cache"), PATIENCE);
    }

    private static LedgerConfig database(String name) {
        LedgerConfig all = new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), 2);
        Rows.run(all, "create database " + name);
        return new LedgerConfig(
                all.url().replace("/postgres", "/" + name), all.user(), all.password(), all.connections());
    }
}
