package dev.muster.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ledger.DeadLetter;
import dev.muster.ledger.Death;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.Verification;
import dev.muster.tests.proof.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Ledgers on one server, each in a database of its own, whose audit begins with entries that are old. */
final class Archive {
    /** What is older may be pruned. */
    static final Instant LIMIT = Instant.parse("2020-01-01T00:00:00Z");

    private static final String TEMPLATE = "archive";
    private static final int OLD = 3;

    private final LedgerConfig server;
    private int ledgers;

    Archive(LedgerConfig server) {
        this.server = server;
        Rows.run(server, "create database " + TEMPLATE);
        bury(LIMIT.minusSeconds(1), OLD);
        bury(LIMIT, 1);
    }

    /** The same server, another database. */
    static LedgerConfig config(LedgerConfig server, String database) {
        return new LedgerConfig(
                server.url().replaceFirst("/postgres(?=\\?|$)", "/" + database),
                server.user(),
                server.password(),
                server.connections());
    }

    private void bury(Instant at, int letters) {
        try (Ledger ledger = Ledger.open(config(server, TEMPLATE), Clock.fixed(at, ZoneOffset.UTC))) {
            IntStream.range(0, letters)
                    .mapToObj(i -> new DeadLetter("/tests/crash", at + "-" + i, "test", Map.of(), new byte[0]))
                    .forEach(letter -> ledger.letters().bury(letter, new Death("nobody", 500, "it broke")));
            // Transactions of all databases of the server have to end before entries are sealed.
            while (ledger.audit().verify(Optional.empty()).unsealed() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    /** Makes one; its name. */
    String ledger() {
        String name = TEMPLATE + "_" + ledgers++;
        Rows.run(server, "create database " + name + " template " + TEMPLATE);
        return name;
    }

    /** Checks that the old entries of a ledger were pruned, once, and that the rest is sound; drops it. */
    void assertPruned(String name) {
        LedgerConfig config = config(server, name);
        try (Ledger ledger = Ledger.open(config, Clock.systemUTC())) {
            Verification verification = ledger.audit().verify(Optional.empty());
            assertThat(verification.findings()).isEmpty();
            assertThat(verification.pruned())
                    .isNotNull()
                    .extracting(Verification.Pruned::entries)
                    .isEqualTo((long) OLD);
        }
        assertThat(Rows.first(config, "select what from audit_entry order by number"))
                .containsExactly("DIED", "PRUNED");
        assertThat(Rows.count(config, "select count(*) from audit_checkpoint")).isOne();
        Rows.run(server, "drop database " + name + " with (force)");
    }
}
