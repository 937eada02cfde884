package dev.muster.tests.scenario;

import dev.muster.contract.WireForm;
import dev.muster.tests.house.Repository;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One function, packaged, in a process of its own. */
public final class FunctionProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    /** Of a packaged function, as its manifest says. */
    private static final String MAIN = "io.quarkus.bootstrap.runner.AotQuarkusEntryPoint";

    private final String name;
    private final int port;
    private final Path log;
    private final List<String> command;
    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private Process process;

    private FunctionProcess(String name, int port, Path log, Map<String, String> environment) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.environment = environment;
        this.command = command(name, name.equals("train") ? environment.get("MUSTER_RAY_JAR") : null);
    }

    /** Starts it, and returns when it is ready; it says what it has to say into that folder. */
    public static FunctionProcess start(String name, Path folder, Map<String, String> environment) {
        FunctionProcess function = new FunctionProcess(name, freePort(), folder.resolve(name + ".log"), environment);
        function.start();
        return function;
    }

    /** Where events are posted to. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Kills it and starts it again. */
    public void crash() {
        kill();
        start();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a machine that goes away does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to end, as Knative does, and waits until it has; returns how long that took. */
    Duration end() {
        Instant asked = Instant.now();
        process.destroy();
        process.onExit().join();
        return Duration.between(asked, Instant.now());
    }

    /** Whether it lives. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Starts it at the same address, after it was killed. */
    public void start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            builder.environment().put("PORT", String.valueOf(port));
            process = builder.start();
            awaitReady();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady() throws IOException {
        Instant deadline = Instant.now().plus(START);
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            if (ready()) {
                return;
            }
            pause();
        }
        throw new IllegalStateException(name + " did not get ready; it said:\n" + Files.readString(log));
    }

    boolean ready() {
        HttpRequest probe = HttpRequest.newBuilder(address().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return send(probe).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Delivers an event, past the broker. */
    HttpResponse<String> post(WireForm event) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address())
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()));
        event.headers().forEach(request::header);
        try {
            return send(request.build());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * With the options that the build gives to every JVM that Ray may run in.
     *
     * @param ray jar of a cluster's own Ray, which then comes before the one that the function has; or null
     */
    private static List<String> command(String name, @Nullable String ray) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        String jar = Repository.ROOT
                .resolve("functions/" + name + "/target/quarkus-app/quarkus-run.jar")
                .toString();
        command.addAll(ray == null ? List.of("-jar", jar) : List.of("-cp", ray + File.pathSeparator + jar, MAIN));
        return command;
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
