package dev.muster.edge.quarkus;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Where a function finds the ledger. */
public interface LedgerSettings {
    /** JDBC address, such as {@code jdbc:postgresql://host:5432/muster} ({@code MUSTER_DB_URL}). */
    String url();

    /** Who logs in ({@code MUSTER_DB_USER}). */
    @WithDefault("muster")
    String user();

    /** The password of that user, from a Secret ({@code MUSTER_DB_PASSWORD}). */
    String password();

    /** Connections that this process holds at most ({@code MUSTER_DB_CONNECTIONS}). */
    @WithConverter(Count.class)
    @WithDefault("4")
    int connections();
}
