package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network between node 2 and the rest of a cluster on this machine: the node lives in a network namespace of its
 * own. Needs Linux, root, and the commands {@code ip}, {@code tc} and {@code nsenter}.
 */
final class Wire {
    private final Path environment;

    private Wire(Path environment) {
        this.environment = environment;
    }

    /** Whether this machine can have one. */
    static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && Stream.of("ip", "tc", "nsenter").allMatch(command -> run(command, "-V") == 0)
                && run("ip", "netns", "list") == 0;
    }

    /**
     * A virtual environment that starts node 2 in a namespace.
     *
     * @param ray the environment that it stands in for
     * @param folder where it is made
     */
    static Wire before(Path ray, Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("python"), ray.resolve("bin/python3").toString());
        for (String same : List.of("bin/ray", "lib")) {
            Files.deleteIfExists(folder.resolve(same));
            Files.createSymbolicLink(folder.resolve(same), ray.resolve(same));
        }
        Path python = bin.resolve("python3");
        try (InputStream script = Wire.class.getResourceAsStream("python3")) {
            Files.write(python, script.readAllBytes());
        }
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Wire(folder);
    }

    /** What {@code MUSTER_RAY} is to be. */
    Path environment() {
        return environment;
    }

    /** Lets nothing through any more, in neither direction; nobody is told. */
    void cut() {
        must("tc", "qdisc", "add", "dev", end("o"), "root", "pfifo", "limit", "0");
        must("ip", "netns", "exec", space(), "tc", "qdisc", "add", "dev", end("i"), "root", "pfifo", "limit", "0");
    }

    /** Lets everything through again. */
    void heal() {
        must("tc", "qdisc", "del", "dev", end("o"), "root");
        must("ip", "netns", "exec", space(), "tc", "qdisc", "del", "dev", end("i"), "root");
    }

    /** Gives the namespace back, once the cluster is down. */
    void remove() {
        if (Files.exists(environment.resolve("slot"))) {
            run("ip", "netns", "del", space());
        }
    }

    private String end(String side) {
        return space() + "-" + side;
    }

    private String space() {
        try {
            return "muster-" + Files.readString(environment.resolve("slot")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void must(String... command) {
        assertThat(run(command)).as(String.join(" ", command)).isZero();
    }

    /** Its exit status; anything but zero when there is no such command. */
    static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
