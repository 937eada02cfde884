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
    /** The address as far as it can be shown: people put passwords into the rest. */
    String address() {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    }

    @Override
    public String toString() {
        return address() + " as " + user;
    }
}
