package dev.muster.gateway.program;

import dev.muster.contract.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Leaves in a work folder what a program leaves there. */
record Puppet(Path folder) {
    void writes(String file, String content) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void says(String... lines) {
        try {
            Path file = folder.resolve("progress.jsonl");
            String before = Files.exists(file) ? Files.readString(file) : "";
            Files.writeString(file, before + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void epoch(int number) {
        says("{\"epoch\": " + number + ", \"epochs\": 3, \"metrics\": {\"loss\": 0.5}}");
    }

    void checkpoint(int epoch, String content) {
        writes("checkpoint-" + epoch, content);
        says("{\"checkpoint\": " + epoch + ", \"file\": \"checkpoint-" + epoch + "\", \"sha256\": \"" + sha256(content)
                + "\"}");
    }

    void succeeds(String model, double accuracy) {
        writes("model", model);
        writes("result.json", """
                {"outcome": "succeeded", "model": {"file": "model", "sha256": "%s"},
                 "metrics": {"accuracy": %s}, "versions": {"python": "3"}, "best": 0}""".formatted(sha256(model), accuracy));
    }

    private static String sha256(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8)).substring("sha256:".length());
    }
}
