package dev.muster.ledger;

/**
 * Where the database is.
 *
 * @param url JDBC address, such as {@code jdbc:postgresql://host:5432/muster} ({@code MUSTER_DB_URL})
 * @param user to log in as
 * @param password of that user; never printed
 * @param connections in the pool
 */
public record LedgerConfig(String url, String user, String password, int connections) {
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
