package dev.muster.console.function;

import dev.muster.edge.quarkus.LedgerSettings;
import io.smallrye.config.ConfigMapping;

/** What the <em>console</em> is told: where the ledger is. */
@ConfigMapping(prefix = "muster.db")
public interface ConsoleSettings extends LedgerSettings {}
