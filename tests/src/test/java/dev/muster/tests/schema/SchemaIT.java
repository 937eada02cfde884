package dev.muster.tests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.embedded.postgres.PostgresServer;
import dev.muster.ledger.DeadLetter;
import dev.muster.ledger.Death;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.Letters;
import dev.muster.tests.proof.Promises;
import dev.muster.tests.proof.Proof;
import dev.muster.tests.proof.Rows;
import dev.muster.tests.races.Race;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The schema, with data that the functions made. */
@Timeout(600)
class SchemaIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static LedgerConfig real;

    @BeforeAll
    static void runTheFunctions() throws Exception {
        server = PostgresServer.make(folder.resolve("server"));
        real = new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), 2);
        race("real", real, Proof.size(2, 20));
        try (Ledger ledger = Ledger.open(real, Clock.systemUTC())) {
            redriven(ledger.letters());
        }
    }

    private static void race(String name, LedgerConfig config, int batches) throws InterruptedException {
        new Race(name, 2, batches, 25, Duration.ofSeconds(2), batches).run(config, folder.resolve("cache"), PATIENCE);
    }

    /** Letters in each state that there is. */
    private static void redriven(Letters letters) {
        Death death = new Death("http://aggregate", 500, "it broke");
        for (int i = 0; i < 3; i++) {
            DeadLetter letter =
                    new DeadLetter("/tests", "event-" + i, "a.type", Map.of("subject", "s" + i), new byte[i]);
            letters.bury(letter, death);
            if (i > 0) {
                letters.patch(letter.id(), new byte[] {1}, "somebody", "to mend it");
                letters.redrive(List.of(letter.id()), "somebody", "mended");
            }
            if (i > 1) {
                letters.sent(letter);
                letters.bury(letter, death);
            }
        }
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

    /** The writer is of the version before: it names the columns that it knew. */
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
}
