package dev.muster.contract.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of a user's that batch files may name like a model: a folder with a {@code program.yaml} and the files that
 * make it up.
 *
 * @param name of the folder
 * @param aliases other names for it
 * @param entry the file to run, in the folder
 * @param driver whether it asks Ray for cores itself, by tasks and actors, so that none are kept for it
 * @param algorithm what it learns and by which parameters; named {@code program:NAME@DIGEST} with the first 16 hex
 *     digits of the digest, so that a changed program is another request
 * @param digest SHA-256 of its files and their names
 * @param folder where it lies
 */
public record Program(
        String name,
        List<String> aliases,
        String entry,
        boolean driver,
        Algorithm algorithm,
        String digest,
        Path folder) {
    private static final Pattern ALGORITHM = Pattern.compile("program:([a-z0-9][a-z0-9-]{0,62})@[0-9a-f]{16}");
    private static final int SHORT = "sha256:".length() + 16;

    public Program {
        aliases = List.copyOf(aliases);
    }

    /** Whether a job of that algorithm is one for a program. */
    public static boolean runs(String algorithm) {
        return algorithm.startsWith("program:");
    }

    /** The name of the program in the name of an algorithm; empty when it names none. */
    public static Optional<String> nameIn(String algorithm) {
        Matcher matcher = ALGORITHM.matcher(algorithm);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The model that it is to a batch file. */
    Model model() {
        return new Model(name, aliases, algorithm.description(), algorithm, Map.of());
    }

    static String algorithm(String name, String digest) {
        return "program:" + name + "@" + digest.substring("sha256:".length(), SHORT);
    }
}
