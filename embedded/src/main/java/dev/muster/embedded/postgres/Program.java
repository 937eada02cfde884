package dev.muster.embedded.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program that is run to its end. */
final class Program {
    /** In a user namespace of its own, root is nobody. Needs no file to change hands, but containers may forbid it. */
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    /** Nobody, yet allowed to pass root's private directories on the way to its own. */
    private static final List<String> NOBODY = List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");

    private Program() {}

    /** How a program ended: exit status, and everything that it printed. */
    record Ending(int status, String output) {
        boolean good() {
            return status == 0;
        }
    }

    /** Runs a program; its environment is ours, less whatever would steer PostgreSQL, with messages in English. */
    static Ending run(Path directory, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ending(process.waitFor(), output.strip());
        } catch (IOException e) {
            return new Ending(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EmbeddedPostgresException.interrupted("running " + command.get(0));
        }
    }

    /**
     * The command, started in a way in which it does not see that it runs as root, which PostgreSQL refuses.
     *
     * @throws EmbeddedPostgresException when there is no such way here
     */
    static List<String> unprivileged(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        for (List<String> prefix : List.of(NAMESPACE, NOBODY)) {
            if (run(Path.of("/"), joined(prefix, List.of("true"))).good()) {
                return joined(prefix, command);
            }
        }
        throw EmbeddedPostgresException.refusesRoot();
    }

    private static List<String> joined(List<String> prefix, List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
