package dev.muster.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.SettableClock;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.tests.proof.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The model that the simulation rests on is PostgreSQL's ledger over again: the same calls, in the same order, get the
 * same answers from both and leave the same rows.
 */
class ModelIT {
    private static final int SEEDS = Proof.size(3, 20);
    private static final int CALLS = 250;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static EmbeddedPostgres server;

    @BeforeAll
    static void open() {
        server = EmbeddedPostgres.ephemeral();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void theModelAnswersAsPostgresDoes() {
        Map<String, Integer> made = new TreeMap<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            compare(seed, null, made);
        }
        Proof.report("model", SEEDS + " runs of " + CALLS + " calls, on PostgreSQL and on the model: " + made);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RESULT_OF_LOST_COUNTS",
                "HOLDINGS_FORGOTTEN",
                "VERDICT_LEAVES_JOBS",
                "RESUME_KEEPS_TRIES",
                "NO_BACKOFF",
                "NOTHING_IS_DROPPED"
            })
    void aModelThatDriftsIsNoticed(Mutant mutant) {
        assertThatThrownBy(() -> {
                    for (long seed = 1; seed <= SEEDS; seed++) {
                        compare(seed, mutant, new TreeMap<>());
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    private static void compare(long seed, @Nullable Mutant planted, Map<String, Integer> made) {
        Chance chance = new Chance(seed);
        SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00.123456Z"));
        QueuePolicy policy = Requests.policy(chance);
        Calls calls = new Calls(chance, policy, clock);
        Model model = new Model(clock, Model.Interference.NONE, planted);
        ModelLedger mine = new ModelLedger(model);
        LedgerConfig config = fresh();
        try (Ledger real = Ledger.open(config, clock)) {
            for (int i = 0; i < CALLS; i++) {
                clock.advance(chance.upTo(Duration.ofSeconds(chance.of(0.1) ? 120 : 6)));
                Calls.Call call = calls.next();
                String where = "seed " + seed + ", call " + i + ": " + call.what() + ", of " + policy;
                assertThat(call.made().apply(mine))
                        .as(where)
                        .isEqualTo(call.made().apply(real));
                assertThat(Dump.differences(model, config)).as(where).isEmpty();
                made.merge(call.what().replaceFirst(" .*", ""), 1, Integer::sum);
            }
        }
    }

    private static LedgerConfig fresh() {
        LedgerConfig all = new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), 2);
        String schema = "model_" + NUMBER.incrementAndGet();
        dev.muster.tests.proof.Rows.run(all, "create schema " + schema);
        return new LedgerConfig(all.url() + "?currentSchema=" + schema, all.user(), all.password(), 2);
    }
}
