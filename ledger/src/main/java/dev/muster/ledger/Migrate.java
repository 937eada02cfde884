package dev.muster.ledger;

import java.time.Clock;
import java.util.Map;

/**
 * A program that brings the ledger up to date and ends: what runs before a new version's functions do, so that none of
 * them has to. Idempotent. It reads {@code MUSTER_DB_URL}, {@code MUSTER_DB_USER} and {@code MUSTER_DB_PASSWORD}.
 */
final class Migrate {
    private Migrate() {}

    /** Ends with 0 when the schema is up to date, otherwise with 1 and the reason. */
    public static void main(String[] arguments) {
        try {
            System.out.println(run(System.getenv()));
        } catch (LedgerException | IllegalArgumentException e) {
            System.err.println("migrate: " + e.getMessage());
            System.exit(1);
        }
    }

    static String run(Map<String, String> environment) {
        LedgerConfig config = new LedgerConfig(
                needed(environment, "MUSTER_DB_URL"),
                environment.getOrDefault("MUSTER_DB_USER", "muster"),
                needed(environment, "MUSTER_DB_PASSWORD"),
                1);
        Ledger.open(config, Clock.systemUTC()).close();
        return "the ledger at " + config.address() + " has all of " + Schema.MIGRATIONS.size() + " migrations";
    }

    private static String needed(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(variable + " is not set; see docs/configuration.md");
        }
        return value;
    }
}
