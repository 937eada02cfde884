package dev.muster.gateway;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a gateway's environment and gathers everything that is wrong with it. */
final class GatewayVariables {
    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();

    GatewayVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    GatewayConfig config() {
        Optional<String> folder = text("MUSTER_PROGRAMS").filter(it -> Files.isDirectory(Path.of(it)));
        return new GatewayConfig(
                text("RAY_ADDRESS").orElse("auto"),
                text("MUSTER_CLUSTER").orElse("ray"),
                needed("MUSTER_ARTIFACTS", "address of the artifact store, as file:///var/lib/muster"),
                Path.of(text("MUSTER_CACHE").orElse("/tmp/muster-cache")),
                seconds("MUSTER_LEASE", 30),
                seconds("MUSTER_GRACE", 10),
                seconds("MUSTER_IDLE", 300),
                parsed(
                        "MUSTER_PROMISED_NODES",
                        GatewayVariables::nodes,
                        "",
                        "CPU=16,GPU=1; one node after the other, parted by ;"),
                text("MUSTER_RAY_UNTESTED").filter("yes"::equals).isPresent(),
                parsed("MUSTER_LISTEN", GatewayVariables::listen, "0.0.0.0:8443", "host:port"),
                Path.of(text("MUSTER_SPOOL").orElse("/tmp/muster-spool")),
                text("K_SINK").map(URI::create).orElse(null),
                identity(),
                folder.map(Path::of).map(this::programs).orElse(null));
    }

    private GatewayConfig.Identity identity() {
        GatewayConfig.Identity identity = new GatewayConfig.Identity(
                file("MUSTER_TLS_KEYSTORE"),
                file("MUSTER_TLS_PASSWORD_FILE"),
                text("MUSTER_TLS_TRUSTSTORE").map(Path::of).orElse(null),
                list("MUSTER_TLS_CLIENTS"),
                text("MUSTER_OIDC_ISSUER").map(URI::create).orElse(null),
                text("MUSTER_OIDC_AUDIENCE").orElse("muster-gateway"),
                list("MUSTER_OIDC_SUBJECTS"),
                list("MUSTER_HOSTS"));
        if (identity.trusted() == null && identity.issuer() == null) {
            problems.add(Problem.at(
                    "MUSTER_TLS_TRUSTSTORE, MUSTER_OIDC_ISSUER",
                    "neither is set, so nobody could prove who they are",
                    "name the authorities of client certificates, or an issuer of tokens"));
        }
        return identity;
    }

    private GatewayConfig.Programs programs(Path folder) {
        return new GatewayConfig.Programs(
                folder.toAbsolutePath(),
                URI.create(text("MUSTER_RAY_DASHBOARD").orElse("http://127.0.0.1:8265")),
                Path.of(text("MUSTER_PYTHON").orElse("/usr/bin/python3")),
                text("RAY_AUTH_TOKEN_PATH").map(Path::of).orElse(null));
    }

    private Optional<String> text(String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(it -> !it.isEmpty());
    }

    private String needed(String variable, String fix) {
        return text(variable).orElseGet(() -> {
            problems.add(Problem.at(variable, "is not set", fix));
            return "";
        });
    }

    private Path file(String variable) {
        Path file = Path.of(needed(variable, "name a file"));
        if (!file.toString().isEmpty() && !Files.isReadable(file)) {
            problems.add(Problem.at(variable, file + " cannot be read", "name a file that can"));
        }
        return file;
    }

    private List<String> list(String variable) {
        return text(variable).stream()
                .flatMap(it -> Arrays.stream(it.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private Duration seconds(String variable, int otherwise) {
        return parsed(
                variable,
                it -> Duration.ofMillis(Math.round(Double.parseDouble(it) * 1000)),
                String.valueOf(otherwise),
                "seconds, such as " + otherwise);
    }

    private <T> T parsed(String variable, Function<String, T> parse, String otherwise, String fix) {
        try {
            return parse.apply(text(variable).orElse(otherwise));
        } catch (IllegalArgumentException e) {
            problems.add(Problem.at(variable, text(variable).orElse("") + " cannot be read", fix));
            return parse.apply(otherwise);
        }
    }

    private static InetSocketAddress listen(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    private static List<Map<String, Double>> nodes(String text) {
        List<Map<String, Double>> nodes = new ArrayList<>();
        for (String node : text.split(";", -1)) {
            Map<String, Double> resources = new HashMap<>();
            for (String resource : node.isBlank() ? new String[0] : node.split(",", -1)) {
                int equals = resource.indexOf('=');
                resources.put(
                        resource.substring(0, Math.max(0, equals)).strip(),
                        Double.parseDouble(resource.substring(equals + 1)));
            }
            nodes.add(resources);
        }
        return nodes.stream().filter(node -> !node.isEmpty()).toList();
    }
}
