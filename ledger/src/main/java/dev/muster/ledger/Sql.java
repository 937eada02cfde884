package dev.muster.ledger;

import dev.muster.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one open transaction. Arguments replace the question marks in order: texts, numbers, {@link Instant}s,
 * null, and collections of texts as {@code text[]}. Many rows travel as one argument, made by {@link #json} and taken
 * apart by {@code json_to_recordset}, so that hundreds of them are one statement.
 */
final class Sql {
    /**
     * PostgreSQL's texts can hold neither U+0000 nor half of a surrogate pair (a whole one is the second group); an
     * escaped backslash before a plain u0000 is another matter.
     */
    private static final Pattern UNFIT = Pattern.compile(
            "(?<!\\\\)((?:\\\\\\\\)*)" + "(?:(\\\\u[dD][89abAB]..\\\\u[dD][c-fC-F]..)|\\\\u(?:0000|[dD][89a-fA-F]..))");

    private final Connection connection;
    private final List<Statement> waiting = new ArrayList<>();

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** A value, such as a list of records, as one argument. */
    static String json(Object value) {
        return UNFIT.matcher(Json.text(value)).replaceAll(found -> found.group(2) == null ? "$1\\\\uFFFD" : "$0");
    }

    /** The rows that a query gives. */
    <T> List<T> list(String query, Mapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = executed(query, arguments);
                ResultSet row = statement.getResultSet()) {
            List<T> result = new ArrayList<>();
            while (row.next()) {
                result.add(mapper.map(row));
            }
            return result;
        }
    }

    /** The first row that a query gives. */
    <T> Optional<T> one(String query, Mapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        return list(query, mapper, arguments).stream().findFirst();
    }

    /** Runs a statement; how many rows it changed. */
    int change(String text, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = executed(text, arguments)) {
            return Math.max(0, statement.getUpdateCount());
        }
    }

    /**
     * Runs a statement whose answer nobody needs: it goes to the server together with the next one whose answer is
     * needed, in this order, or with the rest before the commit. What costs a transaction most is not the statements
     * but to wait for each.
     */
    void later(String text, @Nullable Object... arguments) {
        waiting.add(new Statement(text, Arrays.asList(arguments)));
    }

    /**
     * Has what follows in this transaction find its rows by their keys, with plans that are made once: a planner that
     * guesses a hundred rows in each {@link #json}, or whose statistics lag, goes through whole tables instead.
     */
    void byKey() {
        later("""
                select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
                    set_config('plan_cache_mode', 'force_generic_plan', true)""");
    }

    /** Runs what still waits. */
    void flush() throws SQLException {
        if (!waiting.isEmpty()) {
            executed("").close();
        }
    }

    /** A statement at its own answer: past those of the ones that waited. */
    private PreparedStatement executed(String text, @Nullable Object... arguments) throws SQLException {
        later(text, arguments);
        PreparedStatement statement = connection.prepareStatement(
                waiting.stream().map(Statement::text).collect(Collectors.joining(";\n")));
        try {
            int place = 1;
            for (Statement each : waiting) {
                for (Object argument : each.arguments()) {
                    statement.setObject(place++, bound(argument));
                }
            }
            statement.execute();
            for (int before = 1; before < waiting.size(); before++) {
                statement.getMoreResults();
            }
            waiting.clear();
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private @Nullable Object bound(@Nullable Object argument) throws SQLException {
        if (argument instanceof Instant instant) {
            return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (argument instanceof Collection<?> texts) {
            return connection.createArrayOf("text", texts.toArray());
        }
        return argument;
    }

    private record Statement(String text, List<@Nullable Object> arguments) {}

    /** Makes a value of the current row. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
