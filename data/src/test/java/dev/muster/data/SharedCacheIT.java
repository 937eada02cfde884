package dev.muster.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.contract.DatasetSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes with one cache, one of them killed, and a cache on a full disk. */
class SharedCacheIT {
    @TempDir
    private Path folder;

    private Path file;
    private DatasetSpec spec;
    private String digest;

    @BeforeEach
    void inspect() throws IOException {
        file = Files.writeString(folder.resolve("a.csv"), "x,z,y\n" + "1.25,3,a\n2.5,4,b\n".repeat(300_000));
        spec = Specs.classes(file, "y");
        digest = Datasets.inspect(spec).digest();
    }

    @Test
    void afterAKillInTheMiddleAnotherProcessPrepares() throws Exception {
        Process killed = prepare();
        assertThat(killed.getInputStream().read()).as("it has begun").isEqualTo('.');
        Path cache = folder.resolve("cache");
        killed.destroyForcibly().waitFor();
        assertThat(names(cache)).as("it was in the middle").anyMatch(name -> name.endsWith(".tmp"));

        PreparedDataset prepared = Datasets.prepare(spec, digest, cache);

        PreparedDataset elsewhere = Datasets.prepare(spec, digest, folder.resolve("elsewhere"));
        assertThat(prepared.train().rows()).isEqualTo(elsewhere.train().rows());
        assertThat(prepared.train().shard(0)).isEqualTo(elsewhere.train().shard(0));
        assertThat(names(cache)).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void ofTwoProcessesOnePreparesAndBothFindIt() throws Exception {
        Process one = prepare();
        Process two = prepare();

        String said = output(one) + output(two);

        assertThat(one.exitValue() + two.exitValue()).as(said).isZero();
        assertThat(said.replace("\n", ""))
                .as("dots of the one that read, whichever it was, and two lines of rows")
                .matches("\\.+(\\d+)\\1|(\\d+)\\.+\\2");
    }

    @Test
    void aFullDiskIsNamed() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "needs root to mount");
        try {
            assertThatThrownBy(() -> Datasets.prepare(spec, digest, disk))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(disk.toString())
                    .hasMessageContaining("No space left on device");
            assertThat(names(disk)).noneMatch(name -> name.endsWith(".tmp"));
        } finally {
            run("umount", disk.toString());
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).toList();
        }
    }

    private Process prepare() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Preparing.class.getName(),
                        file.toString(),
                        digest,
                        folder.resolve("cache").toString()))
                .redirectErrorStream(true)
                .start();
    }

    private static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** Prepares a dataset, with a dot for every few megabytes read and the number of rows at the end. */
    static final class Preparing {
        private Preparing() {}

        public static void main(String[] args) {
            PreparedDataset prepared = Datasets.prepare(
                    Specs.classes(Path.of(args[0]), "y"), args[1], Path.of(args[2]), (bytes, total) -> {
                        System.out.print('.');
                        System.out.flush();
                    });
            System.out.println(prepared.train().rows());
        }
    }
}
