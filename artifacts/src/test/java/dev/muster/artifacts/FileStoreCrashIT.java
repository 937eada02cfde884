package dev.muster.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes leaves whole objects only. */
class FileStoreCrashIT {
    private static final int SIZE = 4 << 20;
    private static final int KILLS = 5;

    @TempDir
    private Path folder;

    @Test
    void aKilledWriterLeavesNoTornObject() throws Exception {
        Random random = new Random(7);
        Set<Byte> seen = new HashSet<>();
        int staged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = startWriter();
            awaitFirstObject(writer);
            // A moment of any length: the writer is somewhere in one of its writes when it ends.
            boolean ended = writer.waitFor(20 + random.nextInt(100), TimeUnit.MILLISECONDS);
            assertThat(ended).as("the writer writes until it is killed").isFalse();
            writer.destroyForcibly().waitFor();

            ArtifactStore store = ArtifactStore.open(root().toString());
            for (String path : store.list("")) {
                byte[] content = store.get(path).orElseThrow();
                assertThat(content).as(path).hasSize(SIZE).containsOnly(content[0]);
                seen.add(content[0]);
            }
            staged += Folders.files(root().resolve(".staging")).size();
            store.delete("object");
        }
        assertThat(seen).as("the writer was at work").isNotEmpty();
        assertThat(staged).as("a kill hit the middle of a write").isPositive();
    }

    private Path root() {
        return folder.resolve("store");
    }

    private Process startWriter() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(List.of(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        root().toString()))
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitFirstObject(Process writer) throws IOException {
        int first = writer.getInputStream().read();
        if (first != '.') {
            throw new AssertionError(
                    (char) first + new String(writer.getInputStream().readAllBytes(), UTF_8));
        }
    }

    /** Replaces the same two objects for ever. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            ArtifactStore store = ArtifactStore.open(args[0]);
            byte[] content = new byte[SIZE];
            for (int i = 0; ; i++) {
                Arrays.fill(content, (byte) i);
                store.put("object/a", content);
                store.put("object/b", content);
                if (i == 0) {
                    System.out.print('.');
                    System.out.flush();
                }
            }
        }
    }
}
