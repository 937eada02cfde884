package dev.muster.cli;

import dev.muster.cli.text.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a command takes from the world around it.
 *
 * @param variables of the process
 * @param root of the repository: catalogue, manifests, examples
 * @param directory that relative paths start from
 * @param clock to tell the time by
 * @param terminal to write to
 */
public record Environment(Map<String, String> variables, Path root, Path directory, Clock clock, Terminal terminal) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The surroundings of this process; the launcher says what Java cannot know. */
    public static Environment ofProcess() {
        Map<String, String> variables = System.getenv();
        return new Environment(
                variables,
                Path.of(System.getProperty("muster.root", "")).toAbsolutePath(),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                Terminal.ofProcess(variables));
    }

    /** A variable, when it is set to something. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** Who the audit shall say it was. */
    String user() {
        return "user " + System.getProperty("user.name", "unknown");
    }

    /** A path as the user means it. */
    public Path resolve(String path) {
        return directory.resolve(path).normalize();
    }

    /** The same with a variable set. */
    Environment with(String name, String value) {
        Map<String, String> more = new TreeMap<>(variables);
        more.put(name, value);
        return new Environment(more, root, directory, clock, terminal);
    }
}
