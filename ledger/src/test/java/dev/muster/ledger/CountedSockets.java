package dev.muster.ledger;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Counts what each thread sends: the driver flushes once for each answer that it waits for, and once for BEGIN, which
 * it does not wait for. Made by the driver, by name.
 */
public final class CountedSockets extends SocketFactory {
    static final ThreadLocal<Integer> SENT = ThreadLocal.withInitial(() -> 0);

    /** For the driver. */
    public CountedSockets() {}

    /** The same database, over sockets that count. */
    static LedgerConfig counting(LedgerConfig config) {
        return new LedgerConfig(
                config.url() + "&socketFactory=" + CountedSockets.class.getName(),
                config.user(),
                config.password(),
                config.connections());
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public OutputStream getOutputStream() throws IOException {
                return new FilterOutputStream(super.getOutputStream()) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        out.write(bytes, from, length);
                    }

                    @Override
                    public void flush() throws IOException {
                        SENT.set(SENT.get() + 1);
                        out.flush();
                    }
                };
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unwanted();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw unwanted();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unwanted();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw unwanted();
    }

    private static UnsupportedOperationException unwanted() {
        return new UnsupportedOperationException("the driver connects its sockets itself");
    }
}
