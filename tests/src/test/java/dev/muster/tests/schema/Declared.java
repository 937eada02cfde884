package dev.muster.tests.schema;

import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.house.Repository;
import dev.muster.tests.proof.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables as {@code docs/schema.md} has them: below {@code ### table}, indented, a dependency a line. */
record Declared(Map<String, Relation> relations) {
    private static final Path PAPER = Repository.ROOT.resolve("docs/schema.md");

    static Declared read() {
        Map<String, List<Dependency>> tables = new TreeMap<>();
        List<Dependency> current = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("### ")) {
                current = new ArrayList<>();
                tables.put(line.substring(4).strip(), current);
            } else if (line.startsWith("    ")) {
                current.add(Dependency.read(line.strip()));
            }
        }
        return new Declared(tables.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        table -> new Relation(table.getKey(), table.getValue()),
                        (a, b) -> a,
                        TreeMap::new)));
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAPER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Columns that only one of the two has. */
    List<String> differences(LedgerConfig config) {
        Map<String, Set<String>> real = new TreeMap<>();
        Rows.of(config, """
                select table_name, column_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
                where table_schema = current_schema() and table_type = 'BASE TABLE'
                    and table_name <> 'flyway_schema_history'""")
                .forEach(row -> real.computeIfAbsent(row.get(0), table -> new TreeSet<>())
                        .add(row.get(1)));
        List<String> differences = new ArrayList<>();
        Set<String> tables = new TreeSet<>(real.keySet());
        tables.addAll(relations.keySet());
        for (String table : tables) {
            Set<String> there = real.getOrDefault(table, Set.of());
            Set<String> said =
                    relations.containsKey(table) ? relations.get(table).columns() : Set.of();
            there.stream()
                    .filter(column -> !said.contains(column))
                    .forEach(column -> differences.add(
                            table + "." + column + " is not in docs/schema.md: say there what determines it"));
            said.stream()
                    .filter(column -> !there.contains(column))
                    .forEach(column -> differences.add(table + "." + column + " is in docs/schema.md only"));
        }
        return differences;
    }

    /** What breaks third normal form. */
    List<String> violations() {
        return relations.values().stream()
                .flatMap(relation -> relation.violations().stream())
                .toList();
    }

    /** Unique constraints of the schema whose columns are no key by what is declared. */
    List<String> unexplainedKeys(LedgerConfig config) {
        return Rows.of(config, """
                        select t.relname, string_agg(a.attname, ' ') from pg_index i
                        join pg_class t on t.oid = i.indrelid join pg_attribute a on a.attrelid = t.oid
                            and a.attnum = any(i.indkey)
                        where i.indisunique and i.indpred is null and t.relname <> 'flyway_schema_history'
                            and t.relnamespace = current_schema()::regnamespace
                        group by i.indexrelid, t.relname""").stream()
                .filter(key -> !relations
                        .get(key.get(0))
                        .superkey(Dependency.read(key.get(1) + " ->").from()))
                .map(key -> key.get(0) + " is unique by '" + key.get(1) + "', which docs/schema.md does not say")
                .toList();
    }

    /** Dependencies that the rows do not bear out. */
    List<String> brokenBy(LedgerConfig config) {
        List<String> broken = new ArrayList<>();
        for (Relation relation : relations.values()) {
            for (Dependency each : relation.dependencies()) {
                if (!each.to().isEmpty()) {
                    Rows.of(config, counterexample(relation.name(), each))
                            .forEach(row -> broken.add(relation.name() + ": " + each + ", but not for " + row));
                }
            }
        }
        return broken;
    }

    private static String counterexample(String table, Dependency dependency) {
        // As texts, since JSON is not comparable.
        String from = quoted(dependency.from()).replaceAll("(\"[^\"]+\")", "$1::text");
        String known = dependency.from().stream()
                .map(column -> '"' + column + "\" is not null")
                .collect(Collectors.joining(" and "));
        return "select " + from + " from " + table + " where " + known + " group by " + from
                + " having count(distinct row(" + quoted(dependency.to()) + ")::text) > 1 limit 1";
    }

    private static String quoted(Set<String> columns) {
        return columns.stream().map(column -> '"' + column + '"').collect(Collectors.joining(", "));
    }
}
