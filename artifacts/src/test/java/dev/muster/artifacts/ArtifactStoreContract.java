package dev.muster.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.artifacts.ArtifactException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every adapter of the artifact store does; each runs it on a store of its own. */
abstract class ArtifactStoreContract {
    private static final int WRITERS = 8;

    private ArtifactStore store;

    /** An empty store. */
    abstract ArtifactStore create() throws IOException;

    @BeforeEach
    final void openStore() throws IOException {
        store = create();
    }

    @Test
    void givesBackWhatWasPut() {
        byte[] content = {0, 1, -1, 127, -128};

        store.put("batches/b-1/model", content);

        assertThat(store.get("batches/b-1/model")).contains(content);
    }

    @Test
    void keepsAnEmptyObject() {
        store.put("empty", new byte[0]);

        assertThat(store.get("empty")).contains(new byte[0]);
        assertThat(store.list("")).containsExactly("empty");
    }

    @Test
    void hasNothingUnderAPathThatNobodyPut() {
        store.put("a/b", bytes("x"));

        assertThat(store.get("a/c")).isEmpty();
        assertThat(store.get("a")).isEmpty();
        assertThat(store.get("a/b/c")).isEmpty();
        assertThat(store.get("z")).isEmpty();
    }

    @Test
    void replacesAnObjectThatIsPutAgain() {
        store.put("a/b", bytes("first, and longer"));

        store.put("a/b", bytes("second"));

        assertThat(store.get("a/b")).contains(bytes("second"));
    }

    @Test
    void keepsALargeObject() {
        byte[] content = new byte[12_000_001];
        IntStream.range(0, content.length).forEach(i -> content[i] = (byte) (i * 31));

        store.put("large", content);

        assertThat(store.get("large")).contains(content);
    }

    @Test
    void putIfAbsentNeverReplaces() {
        assertThat(store.putIfAbsent("m/manifest.json", bytes("first"))).isTrue();

        assertThat(store.putIfAbsent("m/manifest.json", bytes("second"))).isFalse();

        assertThat(store.get("m/manifest.json")).contains(bytes("first"));
    }

    @Test
    void ofManyConditionalWritersExactlyOneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String path = "race/" + round + "/manifest.json";

            List<Boolean> won = together(writer -> store.putIfAbsent(path, bytes("writer " + writer)));

            assertThat(won).containsOnlyOnce(true);
            assertThat(store.get(path)).contains(bytes("writer " + won.indexOf(true)));
        }
    }

    @Test
    void whileObjectsAreReplacedAndFoldersDeletedReadersSeeWholeObjectsOnly() throws Exception {
        byte[][] contents = {
            "a".repeat(100_000).getBytes(UTF_8), "b".repeat(200_000).getBytes(UTF_8)
        };
        List<Boolean> whole = together(worker -> {
            boolean good = true;
            for (int i = 0; i < 25; i++) {
                switch (worker) {
                    case 0, 1 -> store.put("job/checkpoints/1", contents[worker]);
                    case 2 -> store.delete("job");
                    default ->
                        good &= store.get("job/checkpoints/1")
                                .map(found -> Stream.of(contents)
                                        .anyMatch(content -> java.util.Arrays.equals(content, found)))
                                .orElse(true);
                }
            }
            return good;
        });

        assertThat(whole).containsOnly(true);
    }

    @Test
    void listsWhatLiesBelowAFolderSorted() {
        Stream.of("b/2", "b/1", "b/1.d/x", "bb/1", "c").forEach(path -> store.put(path, bytes(path)));

        assertThat(store.list("b")).containsExactly("b/1", "b/1.d/x", "b/2");
        assertThat(store.list("c")).containsExactly("c");
        assertThat(store.list("d")).isEmpty();
        assertThat(store.list("")).containsExactly("b/1", "b/1.d/x", "b/2", "bb/1", "c");
    }

    @Test
    void deletesAnObjectOrAFolderAndNothingElse() {
        Stream.of("b/1", "b/2/x", "bb/1", "c").forEach(path -> store.put(path, bytes(path)));

        store.delete("b");
        store.delete("c");
        store.delete("not/there");

        assertThat(store.list("")).containsExactly("bb/1");
    }

    @Test
    void aDeletedPathCanBeTakenAgain() {
        store.put("a/b/c", bytes("x"));
        store.delete("a");

        assertThat(store.putIfAbsent("a/b/c", bytes("y"))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("badPaths")
    void refusesAPathThatLeavesTheStoreOrIsNotPortable(String path) {
        assertThat(kindOf(() -> store.put(path, bytes("x")))).isEqualTo(Kind.INVALID_PATH);
        assertThat(kindOf(() -> store.putIfAbsent(path, bytes("x")))).isEqualTo(Kind.INVALID_PATH);
        assertThat(kindOf(() -> store.get(path))).isEqualTo(Kind.INVALID_PATH);
        assertThat(kindOf(() -> store.delete(path))).isEqualTo(Kind.INVALID_PATH);
    }

    static List<String> badPaths() {
        return List.of(
                "",
                "/",
                "/etc/passwd",
                "..",
                "../x",
                "a/../b",
                "a/./b",
                "a//b",
                "a/",
                "a\0b",
                "a\nb",
                "a\\b",
                "ü",
                "a b",
                "x".repeat(201),
                "x/".repeat(600) + "x");
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static Kind kindOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ArtifactException.class, call).kind();
    }

    private static <T> List<T> together(Worker<T> worker) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<T>> calls = IntStream.range(0, WRITERS)
                    .<Callable<T>>mapToObj(i -> () -> worker.work(i))
                    .toList();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Worker<T> {
        T work(int index);
    }
}
