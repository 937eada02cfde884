package dev.muster.train.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The way to a gateway, which can be cut. */
final class Wire implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        return thread;
    });

    Wire(int gateway) throws IOException {
        threads.execute(() -> {
            while (!server.isClosed()) {
                connect(gateway);
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private void connect(int port) {
        try {
            Socket client = server.accept();
            Socket gateway = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.addAll(List.of(client, gateway));
            threads.execute(() -> copy(client, gateway));
            threads.execute(() -> copy(gateway, client));
        } catch (IOException e) {
            cut();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Cut, which is what it is for.
            return;
        }
    }

    /** Cuts all connections there are; new ones may be made. */
    void cut() {
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdownNow();
    }
}
