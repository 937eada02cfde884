package dev.muster.tests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.embedded.postgres.PostgresServer;
import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.proof.Proof;
import dev.muster.tests.proof.Rows;
import dev.muster.tests.races.Race;
import java.nio.file.Path;
import java.time.Duration;
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
        int batches = Proof.size(2, 20);
        new Race("real", 2, batches, 25, Duration.ofSeconds(2), batches).run(real, folder.resolve("cache"), PATIENCE);
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
}
