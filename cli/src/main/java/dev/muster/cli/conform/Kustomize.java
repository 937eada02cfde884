package dev.muster.cli.conform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program that renders: {@code kustomize}, or the one in {@code kubectl}, or the one that Go builds.
 *
 * @param command to which the folder is added
 */
public record Kustomize(List<String> command) {
    /** With which Go builds it; what 5.5.0 renders is the same. */
    private static final String MODULE = "sigs.k8s.io/kustomize/kustomize/v5@v5.7.1";

    public Kustomize {
        command = List.copyOf(command);
    }

    /** The first that is there; empty when none is. */
    public static Optional<Kustomize> find(String searchPath) {
        return Stream.of(
                        List.of("kustomize", "build"),
                        List.of("kubectl", "kustomize"),
                        List.of("go", "run", MODULE, "build"))
                .filter(command -> onPath(searchPath, command.get(0)))
                .map(Kustomize::new)
                .findFirst();
    }

    private static boolean onPath(String searchPath, String program) {
        return Stream.of(searchPath.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
    }

    /**
     * What a folder comes to.
     *
     * @throws NotRenderedException with what the program says when it fails
     */
    public String build(Path folder) {
        List<String> line = new ArrayList<>(command);
        line.add(folder.toString());
        try {
            Path errors = Files.createTempFile("kustomize", ".err");
            try {
                Process process =
                        new ProcessBuilder(line).redirectError(errors.toFile()).start();
                process.getOutputStream().close();
                String rendered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new NotRenderedException(Files.readString(errors).strip());
                }
                return rendered;
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", line) + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotRenderedException("interrupted");
        }
    }
}
