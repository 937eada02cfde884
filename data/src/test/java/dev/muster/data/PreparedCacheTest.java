package dev.muster.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.DataFormat;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepared datasets are shared, whole or not there. */
class PreparedCacheTest {
    @TempDir
    private Path folder;

    private Path cache;
    private DatasetSpec spec;
    private String digest;

    @BeforeEach
    void inspect() throws IOException {
        cache = folder.resolve("deep/cache");
        Path file = Files.writeString(folder.resolve("a.csv"), "x,y\n" + "1,a\n2,b\n".repeat(50));
        spec = Specs.classes(file, "y");
        digest = Datasets.inspect(spec).digest();
    }

    @Test
    void aSecondCallReadsNoData() throws IOException {
        PreparedDataset first = Datasets.prepare(spec, digest, cache);
        Files.delete(Path.of(spec.uri()));

        PreparedDataset second = Datasets.prepare(spec, digest, cache);

        assertThat(second).isEqualTo(first);
        assertThat(second.train().shard(0)).isEqualTo(first.train().shard(0));
    }

    @Test
    void theSameDataElsewhereSharesAFolderAndAnotherSplitDoesNot() throws IOException {
        Datasets.prepare(spec, digest, cache);
        Path copy = Files.copy(Path.of(spec.uri()), folder.resolve("b.csv"));

        Datasets.prepare(
                new DatasetSpec("other", copy.toString(), DataFormat.CSV, spec.task(), "y", List.of(), spec.split()),
                digest,
                cache);
        assertThat(prepared()).hasSize(1);

        Datasets.prepare(Specs.with(spec, new Split(0.1, 0.2, 2)), digest, cache);
        assertThat(prepared()).hasSize(2);
    }

    @Test
    void preparingTwiceMakesTheSameBytes() throws IOException {
        PreparedDataset here = Datasets.prepare(spec, digest, cache);
        PreparedDataset there = Datasets.prepare(spec, digest, folder.resolve("other"));

        assertThat(there.train().shard(0)).isEqualTo(here.train().shard(0));
        assertThat(there.test().shard(0)).isEqualTo(here.test().shard(0));
        assertThat(there.preprocessing()).isEqualTo(here.preprocessing());
    }

    @Test
    void ofManyCallersOnePrepares() throws Exception {
        AtomicInteger passes = new AtomicInteger();
        Callable<PreparedDataset> call =
                () -> Datasets.prepare(spec, digest, cache, (bytes, total) -> passes.incrementAndGet());

        List<PreparedDataset> results = together(call, 8);

        assertThat(results).allMatch(results.get(0)::equals);
        assertThat(passes).as("one call reads the file twice").hasValue(2);
    }

    @Test
    void whatAKilledProcessLeftIsThrownAway() throws IOException {
        PreparedDataset first = Datasets.prepare(spec, digest, cache);
        Path ready = prepared().get(0);
        Path staged = ready.resolveSibling(ready.getFileName() + ".tmp");
        Files.move(ready, staged);
        Files.delete(staged.resolve("prepared.json"));

        PreparedDataset second = Datasets.prepare(spec, digest, cache);

        assertThat(second).isEqualTo(first);
        assertThat(staged).doesNotExist();
    }

    @Test
    void aFolderWithAShortFileIsPreparedAgain() throws IOException {
        byte[] shard = Datasets.prepare(spec, digest, cache).train().shard(0);
        Files.write(prepared().get(0).resolve("train.f32"), new byte[] {1, 2, 3});

        assertThat(Datasets.prepare(spec, digest, cache).train().shard(0)).isEqualTo(shard);
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        Path bad = folder.resolve("file/cache");

        assertThatThrownBy(() -> Datasets.prepare(spec, digest, bad))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(bad.toString());
    }

    private List<Path> prepared() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private static <T> List<T> together(Callable<T> call, int count) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(count);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(call);
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
