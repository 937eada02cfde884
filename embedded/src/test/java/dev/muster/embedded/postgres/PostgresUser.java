package dev.muster.embedded.postgres;

import java.nio.file.Path;

/** Another process: opens a directory's server, prints its address, and closes it when its input ends. */
final class PostgresUser {
    private PostgresUser() {}

    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(Path.of(args[0]))) {
            System.out.println(postgres.jdbcUrl());
            System.in.read();
        }
    }
}
