package dev.muster.cli;

import dev.muster.cli.system.Home;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.RetryPolicy;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.validate.ValidateConfig;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the configuration from the variables of the process, and says everything that is wrong with it at once. */
final class Settings {
    private static final int CONNECTIONS = 8;

    private final Environment environment;
    private final List<Problem> problems = new ArrayList<>();

    private Settings(Environment environment) {
        this.environment = environment;
    }

    /** The user's directory. */
    static Home home(Environment environment) {
        return new Home(environment
                .variable("MUSTER_HOME")
                .map(environment::resolve)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".muster")));
    }

    /** Everything. */
    static MusterConfig read(Environment environment) {
        return read(environment, List.of());
    }

    /**
     * Everything.
     *
     * @param hosts that may be called beside the configured ones ({@code --allow-host})
     * @param data folders beside the configured ones that data may lie under
     */
    static MusterConfig read(Environment environment, List<String> hosts, Path... data) {
        Settings settings = new Settings(environment);
        MusterConfig config = settings.config(hosts, List.of(data));
        if (!settings.problems.isEmpty()) {
            throw new InvalidInputException(settings.problems);
        }
        return config;
    }

    private MusterConfig config(List<String> hosts, List<Path> data) {
        return new MusterConfig(
                home(environment),
                database(),
                environment
                        .variable("MUSTER_ARTIFACTS")
                        .orElse(home(environment).store()),
                validate(hosts(hosts), data),
                environment.variable("RAY_ADDRESS").orElse("local"),
                number("MUSTER_SLOTS", Integer::parseInt, 0, "a number of attempts at a time, such as 4"),
                null,
                MusterConfig.SWEEP,
                queue());
    }

    private AllowedHosts hosts(List<String> more) {
        List<String> patterns = new ArrayList<>();
        patterns.addAll(patterns(
                "MUSTER_ALLOWED_HOSTS",
                () -> AllowedHosts.parse(
                        environment.variable("MUSTER_ALLOWED_HOSTS").orElse(""))));
        patterns.addAll(patterns("--allow-host", () -> new AllowedHosts(more)));
        return new AllowedHosts(patterns);
    }

    private List<String> patterns(String place, Supplier<AllowedHosts> parse) {
        try {
            return parse.get().patterns();
        } catch (IllegalArgumentException e) {
            problems.add(Problem.at(
                    place,
                    Objects.requireNonNullElse(e.getMessage(), "not an allowed host"),
                    "name the host alone, such as ci.example.com"));
            return List.of();
        }
    }

    private QueuePolicy queue() {
        try {
            return file("MUSTER_QUEUE")
                    .filter(Files::isReadable)
                    .map(QueuePolicy::read)
                    .orElse(QueuePolicy.USUAL);
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
            return QueuePolicy.USUAL;
        }
    }

    private ValidateConfig validate(AllowedHosts hosts, List<Path> data) {
        List<Path> roots = new ArrayList<>(List.of(environment.root()));
        environment
                .variable("MUSTER_ROOTS")
                .ifPresent(list ->
                        List.of(list.split(File.pathSeparator)).forEach(root -> roots.add(environment.resolve(root))));
        roots.addAll(data);
        int attempts =
                number("RETRY_ATTEMPTS", Integer::parseInt, RetryPolicy.DEFAULT.attempts(), "a number, such as 3");
        double delay = number("RETRY_DELAY", Double::parseDouble, 1.0, "seconds, such as 1.0");
        boolean sound = attempts >= 1 && delay >= 0 && delay < Integer.MAX_VALUE;
        if (!sound) {
            problems.add(Problem.at(
                    "RETRY_ATTEMPTS, RETRY_DELAY",
                    attempts + " attempts with a delay of " + delay + " s",
                    "at least one attempt, and no negative delay"));
        }
        return new ValidateConfig(
                roots.stream().map(Settings::real).distinct().toList(),
                hosts,
                sound ? new RetryPolicy(attempts, Duration.ofMillis(Math.round(delay * 1000))) : RetryPolicy.DEFAULT,
                file("MUSTER_CATALOGUE").or(this::ownCatalogue).orElse(null),
                file("MUSTER_PROGRAMS").or(this::ownPrograms).orElse(null),
                file("MUSTER_PIPELINES").orElse(null),
                home(environment).cache().resolve("profiles"));
    }

    private Optional<Path> ownCatalogue() {
        return Optional.of(environment.root().resolve("catalogue.yaml")).filter(Files::exists);
    }

    private Optional<Path> ownPrograms() {
        return Optional.of(environment.root().resolve("programs")).filter(Files::isDirectory);
    }

    private Optional<Path> file(String variable) {
        Optional<Path> file = environment.variable(variable).map(environment::resolve);
        file.filter(path -> !Files.isReadable(path))
                .ifPresent(path -> problems.add(Problem.at(variable, path + " cannot be read", "name one that can")));
        return file;
    }

    private @Nullable LedgerConfig database() {
        Optional<String> url = environment.variable("MUSTER_DB_URL");
        url.filter(text -> !text.startsWith("jdbc:postgresql:"))
                .ifPresent(text -> problems.add(Problem.at(
                        "MUSTER_DB_URL",
                        text + " is no address of a PostgreSQL",
                        "as jdbc:postgresql://host:5432/name")));
        return url.map(text -> new LedgerConfig(
                        text,
                        environment.variable("MUSTER_DB_USER").orElse("muster"),
                        environment.variable("MUSTER_DB_PASSWORD").orElse(""),
                        CONNECTIONS))
                .orElse(null);
    }

    private <T> T number(String variable, Function<String, T> parse, T otherwise, String fix) {
        try {
            return environment.variable(variable).map(String::strip).map(parse).orElse(otherwise);
        } catch (NumberFormatException e) {
            problems.add(Problem.at(variable, environment.variable(variable).orElse("") + " is no number", fix));
            return otherwise;
        }
    }

    /** Symbolic links resolved where the folder exists. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (java.io.IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
