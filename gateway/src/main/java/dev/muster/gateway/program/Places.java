package dev.muster.gateway.program;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where everything lies on the cluster's head. The first three are parts of a command line, so they have no character
 * that a shell reads.
 *
 * @param python that runs programs: the one that Ray is installed in
 * @param programs folder of programs, with {@code runner.py}
 * @param work folder for what attempts work with
 * @param cache folder for prepared datasets
 */
public record Places(Path python, Path programs, Path work, Path cache) {
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9._/@+=-]*");

    public Places {
        Stream.of(python, programs, work).forEach(Places::require);
    }

    private static void require(Path path) {
        if (!PLAIN.matcher(path.toString()).matches()) {
            throw new IllegalArgumentException("not a path for a command line: '" + path
                    + "': use an absolute one of letters, digits and ._/@+=-");
        }
    }

    /** The command that runs an attempt; nothing in it comes from a request. */
    String command(Path folder) {
        require(folder);
        return python + " " + programs.resolve("runner.py") + " " + folder;
    }
}
