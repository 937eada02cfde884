package dev.muster.cli.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds a Python that Ray can be installed with. */
final class Pythons {
    private static final List<String> NAMES = List.of("python3.11", "python3.12", "python3.10", "python3");
    private static final Set<String> VERSIONS = Set.of("3.10", "3.11", "3.12");
    /** Prints the version, then each of the modules that is missing. */
    private static final String QUESTION = """
            import sys, importlib.util as u
            print('%d.%d' % sys.version_info[:2])
            [print(m) for m in ('venv', 'ensurepip') if u.find_spec(m) is None]
            """;

    private final List<Path> path;
    private final List<String> refused = new ArrayList<>();

    Pythons(String path) {
        this.path = List.of(path.split(File.pathSeparator)).stream()
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    /**
     * The first that will do.
     *
     * @param wanted the only one to look at; empty to look along the path
     * @throws LocalClusterException when none will; the message says of each why not, and what to install
     */
    Path find(Optional<Path> wanted) {
        List<Path> candidates = wanted.map(List::of).orElseGet(this::onPath);
        for (Path candidate : candidates) {
            Optional<String> reason = reason(candidate);
            if (reason.isEmpty()) {
                return candidate;
            }
            refused.add(candidate + " " + reason.get());
        }
        throw new LocalClusterException(
                "Ray " + RayEnvironment.VERSION + " needs a Python 3.10, 3.11 or 3.12 with its venv "
                        + "module, and there is none ("
                        + (refused.isEmpty() ? "no python3 on the PATH" : String.join("; ", refused))
                        + "). Install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python@3.11),"
                        + " or name one in MUSTER_PYTHON");
    }

    private List<Path> onPath() {
        return NAMES.stream()
                .flatMap(name -> path.stream()
                        .map(folder -> folder.resolve(name))
                        .filter(Files::isExecutable)
                        .limit(1))
                .toList();
    }

    private static Optional<String> reason(Path python) {
        List<String> said;
        try {
            said = ask(python);
        } catch (IOException e) {
            return Optional.of("cannot be run");
        }
        if (said.isEmpty()) {
            return Optional.of("does not work");
        }
        if (!VERSIONS.contains(said.get(0))) {
            return Optional.of("is " + said.get(0));
        }
        List<String> missing = said.subList(1, said.size());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("lacks " + String.join(" and ", missing) + " (Debian, Ubuntu: apt install python"
                        + said.get(0) + "-venv)");
    }

    /** Empty when it fails: managers of several Pythons leave commands that only say so. */
    private static List<String> ask(Path python) throws IOException {
        Process process = new ProcessBuilder(python.toString(), "-c", QUESTION)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() == 0 ? said.lines().toList() : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
