package dev.muster.tests.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between one function and PostgreSQL, and shows a witness each statement and each answer to one. */
final class PostgresProxy implements AutoCloseable {
    private final String function;
    private final int server;
    private final Witness witness;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "postgres-proxy");
        thread.setDaemon(true);
        return thread;
    });

    PostgresProxy(String function, int server, Witness witness) throws IOException {
        this.function = function;
        this.server = server;
        this.witness = witness;
        threads.execute(this::serve);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + "/postgres?sslmode=disable";
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> pass(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                Socket postgres = new Socket(InetAddress.getLoopbackAddress(), server)) {
            new Conversation(client, postgres, function, witness).run();
        } catch (IOException gone) {
            // One of the two is; closing tells the other.
            return;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
