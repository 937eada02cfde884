package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import dev.muster.contract.Profile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What datasets hold. */
final class Profiles {
    private Profiles() {}

    /** Writes the profiles that a batch was accepted with; equal ones are kept once for all batches. */
    static void insert(Sql sql, BatchId batch, List<Profile> profiles) throws SQLException {
        for (Profile profile : profiles.stream()
                .distinct()
                .sorted(Comparator.comparing(Profiles::id))
                .toList()) {
            String id = id(profile);
            boolean fresh = sql.change(
                            "insert into profile (id, digest, rows, bytes) values (?, ?, ?, ?) on conflict do nothing",
                            id,
                            profile.digest(),
                            profile.rows(),
                            profile.bytes())
                    == 1;
            if (fresh) {
                insertParts(sql, id, profile);
            }
            sql.later("insert into batch_profile (batch_id, profile_id) values (?, ?)", batch.value(), id);
        }
    }

    /** The profiles that a batch was accepted with, by the digest of the data. */
    static Map<String, Profile> of(Sql sql, BatchId batch) throws SQLException {
        Map<String, Profile> result = new LinkedHashMap<>();
        var found = sql.list(
                """
                select p.id, p.digest, p.rows, p.bytes,
                    (select json_object_agg(name, rows) from profile_class where profile_id = p.id) as classes
                from profile p join batch_profile b on b.profile_id = p.id
                where b.batch_id = ? order by p.id""",
                row -> new Head(
                        row.getString("id"),
                        row.getString("digest"),
                        row.getLong("rows"),
                        row.getLong("bytes"),
                        Columns.counts(row, "classes")),
                batch.value());
        for (Head head : found) {
            result.put(
                    head.digest, new Profile(head.digest, head.rows, head.bytes, columns(sql, head.id), head.classes));
        }
        return result;
    }

    private static void insertParts(Sql sql, String id, Profile profile) throws SQLException {
        sql.later("""
                insert into profile_column (profile_id, ordinal, name, kind, missing, categories, mean, deviation, min,
                                            max, histogram)
                select ?, ordinality, name, kind, missing, "distinct", mean, deviation, min, max, histogram
                from rows from (json_to_recordset(?::json) as (name text, kind text, missing bigint, "distinct" bigint,
                    mean double precision, deviation double precision, min double precision, max double precision,
                    histogram json)) with ordinality""", id, Sql.json(profile.columns()));
        sql.later("""
                insert into profile_class (profile_id, name, rows)
                select ?, key, value::bigint from json_each_text(?::json)""", id, Sql.json(profile.classes()));
    }

    private static List<Profile.Column> columns(Sql sql, String id) throws SQLException {
        return sql.list("select * from profile_column where profile_id = ? order by ordinal", Profiles::column, id);
    }

    private static Profile.Column column(ResultSet row) throws SQLException {
        return new Profile.Column(
                row.getString("name"),
                Profile.Kind.valueOf(row.getString("kind")),
                row.getLong("missing"),
                row.getLong("categories"),
                row.getObject("mean", Double.class),
                row.getObject("deviation", Double.class),
                row.getObject("min", Double.class),
                row.getObject("max", Double.class),
                Columns.counts(row, "histogram"));
    }

    private static String id(Profile profile) {
        return Digest.id("p-", Json.text(profile));
    }

    private record Head(String id, String digest, long rows, long bytes, Map<String, Long> classes) {}
}
