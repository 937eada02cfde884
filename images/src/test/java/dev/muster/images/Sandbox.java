package dev.muster.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image unpacked, and run as Kubernetes runs it: as the user it names, its root read-only, with a folder for
 * temporary files; here with a folder of the test below that too. Linux only, and root's to do.
 */
record Sandbox(Path root, JsonNode container, Path shared) {
    private static final String SHARED = "/tmp/shared";

    static Sandbox unpack(Path tar, Path root, Path shared) throws Exception {
        SavedImage image = SavedImage.read(tar);
        image.unpack("", Files.createDirectories(root));
        return new Sandbox(root, image.config().path("config"), shared);
    }

    /** The image's own entry point, with what Kubernetes would add to its environment. */
    ColdFunction function(Map<String, String> added, Path log) {
        return new ColdFunction(command(texts("Entrypoint")), root, environment(added), log);
    }

    /** Another program of the image, to its end, which has to be a good one. */
    void run(List<String> command, Map<String, String> added, Path log) {
        ProcessBuilder program = new ProcessBuilder(command(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        program.environment().putAll(environment(added));
        try {
            assertThat(program.start().waitFor()).as(String.join(" ", command)).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        container.path(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private Map<String, String> environment(Map<String, String> added) {
        Map<String, String> environment = new TreeMap<>();
        for (String variable : texts("Env")) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        added.forEach((name, value) -> environment.put(name, value.replace(shared.toString(), SHARED)));
        return environment;
    }

    private List<String> command(List<String> inside) {
        String[] user = container.path("User").asText().split(":", 2);
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/unshare", "--mount", "/bin/sh", "-euc", """
                PATH=/usr/bin:/bin:/usr/sbin:/sbin
                root=$1 shared=$2; shift 2
                mount --bind "$root" "$root"
                mount -o remount,bind,ro "$root"
                mount -t tmpfs tmpfs "$root/tmp"
                mkdir "$root/tmp/shared"
                mount --bind "$shared" "$root/tmp/shared"
                mount -t proc proc "$root/proc"
                mount --rbind /dev "$root/dev"
                chmod 1777 "$root/tmp"
                exec unshare "$@"
                """, "sandbox", root.toString(), shared.toString()));
        command.addAll(
                List.of("--root=" + root, "--wd=" + container.path("WorkingDir").asText()));
        command.addAll(List.of("--setgid=" + user[1], "--setuid=" + user[0]));
        command.add("/opt/java/bin/" + inside.get(0));
        command.addAll(inside.subList(1, inside.size()));
        return command;
    }
}
