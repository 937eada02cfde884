package dev.muster.ledger;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The relations, brought up to date by numbered migrations. The code of the version before still runs on them, so that
 * a new version can come while it works, and go again: a migration adds. One that takes something away comes a version
 * later than the code that stopped using it, and its name says so: {@code V9__contract_NAME.sql}.
 */
final class Schema {
    /** The migration of version n is entry n - 1. Named here, not searched for: no scan of the class path. */
    static final List<String> MIGRATIONS = List.of(
            "V1__ledger.sql",
            "V2__notices.sql",
            "V3__joins.sql",
            "V4__memory.sql",
            "V5__queue.sql",
            "V6__audit_chain.sql",
            "V7__dead_letters.sql",
            "V8__lately.sql");

    private static final String FOLDER = "/db/migration/";

    private Schema() {}

    /**
     * Brings the schema up to date; several processes at once wait for one another.
     *
     * @throws LedgerException when a newer version took away what this code may need, or it cannot be changed
     */
    static void upToDate(Database database, LedgerConfig config) {
        int found = version(database);
        if (found > MIGRATIONS.size() && contracted(database)) {
            throw LedgerException.newer(config, found, MIGRATIONS.size());
        }
        if (found < MIGRATIONS.size()) {
            migrate(config);
        }
    }

    /** Asked directly, since Flyway takes a good part of a second to find that there is nothing to do. */
    private static int version(Database database) {
        return database.read(sql -> {
            boolean fresh = sql.list("select to_regclass('flyway_schema_history') is null", row -> row.getBoolean(1))
                    .get(0);
            return fresh
                    ? 0
                    : sql.list(
                                    "select max(version::int) from flyway_schema_history where success",
                                    row -> row.getInt(1))
                            .get(0);
        });
    }

    /** Whether a version that this code does not know took something away. */
    private static boolean contracted(Database database) {
        return !database.read(sql -> sql.list(
                        "select version from flyway_schema_history"
                                + " where success and version::int > ? and description like 'contract %'",
                        row -> row.getString(1), MIGRATIONS.size()))
                .isEmpty();
    }

    private static void migrate(LedgerConfig config) {
        try {
            Flyway.configure()
                    .dataSource(config.url(), config.user(), config.password())
                    .loggers("slf4j")
                    .resourceProvider(new Migrations())
                    .javaMigrationClassProvider(List::of)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw LedgerException.notMigrated(config, e);
        }
    }

    /** The migrations as Flyway asks for them. */
    private static final class Migrations implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            // Flyway also asks for settings beside each migration; there are none.
            return MIGRATIONS.contains(name) ? new Migration(name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return MIGRATIONS.stream()
                    .filter(name -> name.startsWith(prefix))
                    .<LoadableResource>map(Migration::new)
                    .toList();
        }
    }

    private static final class Migration extends LoadableResource {
        private final String name;

        Migration(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            return new InputStreamReader(
                    Objects.requireNonNull(Schema.class.getResourceAsStream(FOLDER + name), name),
                    StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
