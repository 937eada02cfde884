package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.ledger.queue.Holdings;
import dev.muster.ledger.queue.Lane;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the choice of the next job is made from. Only the heads of the lanes are read, by index, and what is running; so
 * the cost follows what is claimed and what runs, not what waits.
 */
final class Lanes {
    /** So many heads are read at a time, of all lanes together. */
    private static final int HEADS = 2_048;

    private static final double HALF_LIFE_SECONDS = 3_600;

    /**
     * The distinct teams and priorities are found one after the other, each by one step down the index. What asks for
     * more than the whole quota of its team is passed over, so that it holds nobody up.
     */
    private static final String ALL = """
            (
                with recursive lane as (
                    (select team, priority from batch where state = 'RUNNING' and called_off_at is null and %1$s
                        order by team, priority limit 1)
                    union all
                    select n.team, n.priority from lane l cross join lateral (
                        select team, priority from batch
                        where state = 'RUNNING' and called_off_at is null and %1$s
                            and (team, priority) > (l.team, l.priority)
                        order by team, priority limit 1) n
                ) select team, priority from lane
            )""";

    private static final String ONE = """
            (
                select team, priority from batch
                where state = 'RUNNING' and called_off_at is null and %1$s and id = ?
            )""";

    private static final String LANES = """
            with lane as (
                select team, priority, false as accelerated from %1$s p
                union all
                select team, priority, true from %2$s a
            ), depth as (
                select least(?, greatest(4, ? / greatest(1, (select count(*) from lane))))::integer as jobs
            ), most as (
                select l.team, l.priority, l.accelerated, coalesce(q.cpus, o.cpus, 2147483647) as cpus,
                    coalesce(q.gpus, o.gpus, 2147483647) as gpus
                from lane l
                left join json_to_recordset(?::json) as q(team text, cpus integer, gpus integer) on q.team = l.team
                left join json_to_recordset(?::json) as o(cpus integer, gpus integer) on q.team is null
            )
            """;

    /** Of one kind: its name, the condition on jobs, and one that narrows the batches. */
    private static final String HEADS_OF = """
            select m.team, m.priority, m.accelerated, d.jobs as depth, c.*
            from depth d cross join most m cross join lateral (
                select b.id as batch, b.queued_at, b.number, b.room, j.id, j.ordinal, j.cpus, j.gpus
                from (
                    select id, queued_at, number, case when running_limit is not null then running_limit
                        - (select count(*)::integer from job where batch_id = batch.id and state = 'RUNNING') end as room
                    from batch
                    where state = 'RUNNING' and called_off_at is null and %1$s and team = m.team
                        and priority = m.priority and (expires_at is null or expires_at > ?) %3$s
                    order by queued_at, number
                ) b
                cross join lateral (
                    select id, ordinal, cpus, gpus from job
                    where batch_id = b.id and state = 'QUEUED' and gpus %2$s and not_before <= ?
                        and cpus <= m.cpus and gpus <= m.gpus
                    order by ordinal limit greatest(0, least(d.jobs, b.room))
                ) j
                limit d.jobs
            ) c
            where m.accelerated = %4$s
            """;

    private Lanes() {}

    /**
     * Keeps all others from choosing until the transaction ends, so that what was counted still holds. Until then
     * nothing is planned anew: to plan the heads takes longer than to read them.
     */
    static void hold(Sql sql) throws SQLException {
        // The table's own number: other ledgers in the database have other ones.
        sql.list(
                "select pg_advisory_xact_lock('job'::regclass::oid::bigint),"
                        + " set_config('plan_cache_mode', 'force_generic_plan', true)",
                row -> true);
    }

    /** How many may start on a cluster. */
    static int room(Sql sql, QueuePolicy policy, String cluster, int wanted) throws SQLException {
        Integer limit = policy.clusters().get(cluster);
        if (limit == null) {
            return wanted;
        }
        int running = sql.list(
                        "select count(*) from attempt where state = 'RUNNING' and cluster = ?",
                        row -> row.getInt(1),
                        cluster)
                .get(0);
        return Math.max(0, Math.min(wanted, limit - running));
    }

    /**
     * Reads the heads.
     *
     * @param most that are needed of a lane
     * @param only the batch to look at; empty for all
     */
    static List<Lane> heads(Sql sql, QueuePolicy policy, int most, Instant now, Optional<BatchId> only)
            throws SQLException {
        List<String> batch = only.map(BatchId::value).stream().toList();
        String lanes = only.isEmpty() ? ALL : ONE;
        String one = only.isEmpty() ? "" : "and id = ?";
        String query = LANES.formatted(lanes.formatted("plain"), lanes.formatted("accelerated"))
                + HEADS_OF.formatted("plain", "= 0", one, "false")
                + " union all "
                + HEADS_OF.formatted("accelerated", "> 0", one, "true");
        List<Object> arguments = new ArrayList<>(batch);
        arguments.addAll(batch);
        arguments.addAll(List.of(most, HEADS, Sql.json(LargestJob.of(policy)), Sql.json(LargestJob.otherwise(policy))));
        for (int kind = 0; kind < 2; kind++) {
            arguments.add(now);
            arguments.addAll(batch);
            arguments.add(now);
        }
        return lanes(sql.list(query, LaneHead::of, arguments.toArray()));
    }

    private static List<Lane> lanes(List<LaneHead> heads) {
        Map<LaneHead.Key, List<LaneHead>> lanes =
                heads.stream().collect(Collectors.groupingBy(LaneHead::key, LinkedHashMap::new, Collectors.toList()));
        return lanes.values().stream()
                .map(lane -> new Lane(
                        lane.get(0).key().team(),
                        lane.stream().map(LaneHead::candidate).toList(),
                        lane.size() >= lane.get(0).depth()))
                .toList();
    }

    /** What teams have and had, by the names that their work counts under; attempts that make room have no more. */
    static Holdings holdings(Sql sql, QueuePolicy policy, Instant now) throws SQLException {
        Map<String, Usage> running = new HashMap<>();
        Map<String, Double> served = new HashMap<>();
        sql.list(
                """
                select t.name, coalesce(r.jobs, 0) as jobs, coalesce(r.cpus, 0) as cpus, coalesce(r.gpus, 0) as gpus,
                    t.served * 0.5 ^ least(1000, greatest(0, extract(epoch from ?::timestamptz - t.served_at) / ?))
                        as served
                from team t left join (
                    select b.team, count(*) as jobs, sum(j.cpus) as cpus, sum(j.gpus) as gpus
                    from attempt a join job j on j.id = a.job_id join batch b on b.id = j.batch_id
                    where a.state = 'RUNNING' group by b.team
                ) r on r.team = t.name""",
                row -> {
                    String account = policy.account(row.getString("name"));
                    running.merge(account, usage(row), Usage::plus);
                    return served.merge(account, row.getDouble("served"), Double::sum);
                },
                now,
                HALF_LIFE_SECONDS);
        return new Holdings(running, served);
    }

    /** Notes that jobs of teams were started while others waited. */
    static void served(Sql sql, Map<String, Long> starts, Instant now) throws SQLException {
        sql.later("""
                insert into team as t (name, served, served_at)
                select key, value::double precision, ? from json_each_text(?::json)
                on conflict (name) do update set served = excluded.served
                        + t.served * 0.5 ^ least(1000, greatest(0, extract(epoch from ?::timestamptz - t.served_at) / ?)),
                    served_at = excluded.served_at""", now, Sql.json(starts), now, HALF_LIFE_SECONDS);
    }

    static Usage usage(ResultSet row) throws SQLException {
        return new Usage(row.getLong("jobs"), row.getLong("cpus"), row.getLong("gpus"));
    }
}
