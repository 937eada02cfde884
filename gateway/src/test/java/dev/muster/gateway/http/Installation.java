package dev.muster.gateway.http;

import dev.muster.gateway.spool.Spool;
import dev.muster.gateway.spool.SpoolLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A gateway on the loopback address, over a fake backend; it can be stopped and started again on the same port. */
public final class Installation implements AutoCloseable {
    /** What the gateway runs. */
    public final FakeBackend backend = new FakeBackend();

    private final Path folder;
    private final Certificates certificates;
    private final Callers callers;
    private Spool spool;
    private GatewayServer server;
    private int port;

    private Installation(Path folder, Certificates certificates, Callers callers) throws IOException {
        this.folder = folder;
        this.certificates = certificates;
        this.callers = callers;
        restart();
    }

    /** Lets in the certificate of {@code train}, and that subject's tokens of an issuer when there is one. */
    public static Installation start(Path folder, Certificates certificates, @Nullable Issuer issuer)
            throws IOException {
        return new Installation(
                folder,
                certificates,
                new Callers(
                        new ClientCertificates(certificates.trusted(), Set.of("train", "spiffe://test/train")),
                        issuer == null ? null : new BearerTokens(issuer.address(), "gateway", Set.of("train"))));
    }

    /** Starts it, again if need be. */
    public void restart() throws IOException {
        spool = Spool.open(folder, SpoolLimits.DEFAULT, Clock.systemUTC());
        ServerConfig config = new ServerConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Set.of("localhost", "127.0.0.1"),
                certificates.keys("server"),
                callers,
                Duration.ofMillis(5));
        server = GatewayServer.start(config, backend, spool, Clock.systemUTC());
        port = server.address().getPort();
    }

    /** Where it is. */
    public URI address() {
        return URI.create("https://localhost:" + port);
    }

    /** Where events wait. */
    public Spool spool() {
        return spool;
    }

    @Override
    public void close() {
        server.close();
        spool.close();
    }
}
