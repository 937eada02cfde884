package dev.muster.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java run time in a folder, such as the one of a base image.
 *
 * @param home its folder
 * @param version its feature release, such as 17
 */
public record Java(Path home, int version) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** Reads what it says of itself. */
    public static Java of(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            if (!version.find()) {
                throw new IllegalArgumentException(home + " does not say of which version it is");
            }
            return new Java(home, Integer.parseInt(version.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of one of its programs, such as {@code java}. */
    public String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** Whether this machine can run it: it may be for another kind of processor, or for another C library. */
    boolean runsHere() {
        try {
            run(home, List.of(program("java"), "-version"));
            return true;
        } catch (ImageException | UncheckedIOException e) {
            return false;
        }
    }

    /** Runs a program in a folder, and returns when that has ended well. */
    static void run(Path folder, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw ImageException.ended(String.join(" ", command), status, said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
