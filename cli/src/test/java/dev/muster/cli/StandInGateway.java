package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A gateway that only says that it is well: over TLS, with its keys, beside the cluster's own Ray. */
final class StandInGateway {
    private static final String SOURCE = """
            package dev.muster.gateway;

            import com.sun.net.httpserver.HttpsConfigurator;
            import com.sun.net.httpserver.HttpsServer;
            import java.io.File;
            import java.net.InetSocketAddress;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.security.KeyStore;
            import javax.net.ssl.KeyManagerFactory;
            import javax.net.ssl.SSLContext;

            public final class Gateway {
                public static void main(String[] args) throws Exception {
                    Class.forName("io.ray.api.Ray");
                    char[] password = Files.readString(Path.of(System.getenv("MUSTER_TLS_PASSWORD_FILE"))).toCharArray();
                    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                    keys.init(KeyStore.getInstance(new File(System.getenv("MUSTER_TLS_KEYSTORE")), password), password);
                    SSLContext context = SSLContext.getInstance("TLS");
                    context.init(keys.getKeyManagers(), null, null);
                    String[] listen = System.getenv("MUSTER_LISTEN").split(":");
                    InetSocketAddress address = new InetSocketAddress(listen[0], Integer.parseInt(listen[1]));
                    HttpsServer server = HttpsServer.create(address, 0);
                    server.setHttpsConfigurator(new HttpsConfigurator(context));
                    server.createContext("/healthz", exchange -> {
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private StandInGateway() {}

    /** Lays it into a repository of its own, where the build would lay the real one. */
    static Path repository(Path root) throws IOException {
        Path source = root.resolve("dev/muster/gateway/Gateway.java");
        Path built = Files.createDirectories(root.resolve("gateway/target/cluster/lib"));
        Files.createDirectories(source.getParent());
        Files.writeString(source, SOURCE);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();
        try (OutputStream out = Files.newOutputStream(built.resolve("gateway.jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String name : new String[] {"Gateway.class", "Gateway$1.class"}) {
                Path file = source.resolveSibling(name);
                if (Files.exists(file)) {
                    jar.putNextEntry(new JarEntry("dev/muster/gateway/" + name));
                    jar.write(Files.readAllBytes(file));
                }
            }
        }
        Files.writeString(root.resolve("gateway/target/cluster/gateway.options"), "-Xmx64m -XX:-UsePerfData\n");
        return root;
    }
}
