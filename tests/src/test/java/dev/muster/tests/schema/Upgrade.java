package dev.muster.tests.schema;

import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.proof.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * A database of the version before, into which a writer of that version copies what real functions wrote elsewhere:
 * table by table, in small transactions, naming only the columns that it knows.
 */
final class Upgrade {
    private static final int TOGETHER = 25;

    /** Tables and their columns; each table comes after those that it refers to. */
    private static final String TABLES = """
            with recursive own as (
                select oid, relname from pg_class
                where relnamespace = '%s'::regnamespace and relkind = 'r' and relname <> 'flyway_schema_history'
            ), behind as (
                select oid, 0 as others from own
                union
                select r.conrelid, b.others + 1 from behind b
                join pg_constraint r on r.contype = 'f' and r.confrelid = b.oid and r.conrelid <> b.oid
            )
            select o.relname, (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
                where attrelid = o.oid and attnum > 0 and not attisdropped)
            from own o join behind b on b.oid = o.oid group by o.oid, o.relname order by max(b.others), o.oid""";

    private final LedgerConfig config;
    private final String from;
    private final String to;
    private final List<Copy> copies = new ArrayList<>();

    /**
     * Makes it.
     *
     * @param config of a user that sees both schemas
     * @param from schema with the data
     * @param to schema that is made, with all migrations but the last
     */
    Upgrade(LedgerConfig config, String from, String to) {
        this.config = config;
        this.from = from;
        this.to = to;
        int newest =
                Integer.parseInt(Rows.first(config, "select max(version::int) from " + from + ".flyway_schema_history")
                        .get(0));
        migrate(newest - 1);
        Rows.of(config, TABLES.formatted(to)).forEach(row -> copies.add(new Copy(row.get(0), row.get(1))));
        copies.forEach(Copy::number);
    }

    private void migrate(int version) {
        Flyway.configure()
                .dataSource(config.url(), config.user(), config.password())
                .schemas(to)
                .target(String.valueOf(version))
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    /** Copies everything. */
    void copy(Runnable halfway) throws SQLException {
        int half = copies.size() / 2;
        for (int i = 0; i < copies.size(); i++) {
            if (i == half) {
                halfway.run();
            }
            copies.get(i).run();
        }
    }

    /** Tables whose rows are not those of the source. */
    List<String> differing() {
        return copies.stream().filter(Copy::differs).map(Copy::table).toList();
    }

    int tables() {
        return copies.size();
    }

    private final class Copy {
        private final String table;
        private final String columns;

        Copy(String table, String columns) {
            this.table = table;
            this.columns = columns;
        }

        /** Numbers that the database gives go on from where the source is. */
        void number() {
            Rows.of(config, """
                    select setval(pg_get_serial_sequence('%1$s.%3$s', column_name),
                        (select last_value from pg_sequences where schemaname = '%2$s'
                            and sequencename = '%3$s_' || column_name || '_seq'))
                    from information_schema.columns
                    where table_schema = '%1$s' and table_name = '%3$s' and is_identity = 'YES'""".formatted(to, from, table));
        }

        String table() {
            return table;
        }

        void run() throws SQLException {
            try (Connection connection = Rows.connect(config);
                    Statement statement = connection.createStatement()) {
                int offset = 0;
                while (statement.executeUpdate("insert into " + to + "." + table + " (" + columns
                                + ") overriding system value select " + columns + " from " + from + "." + table
                                + " order by ctid limit " + TOGETHER + " offset " + offset
                                // A migration may have made a row.
                                + " on conflict do nothing")
                        > 0) {
                    offset += TOGETHER;
                }
            }
        }

        boolean differs() {
            String there = texts(from);
            String here = texts(to);
            return Rows.count(
                            config,
                            "select count(*) from ((" + there + " except all " + here + ") union all (" + here
                                    + " except all " + there + ")) d")
                    > 0;
        }

        private String texts(String schema) {
            return "select row(" + columns + ")::text from " + schema + "." + table;
        }
    }
}
