package dev.muster.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.artifacts.ArtifactException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends ArtifactStoreContract {
    @TempDir
    private Path folder;

    private Path root;

    @Override
    ArtifactStore create() {
        root = folder.resolve("store");
        return ArtifactStore.open(root.toUri().toString());
    }

    @Test
    void opensAPathAndAFileAddressAlike() {
        ArtifactStore.open(root.toString()).put("a", bytes("x"));

        assertThat(ArtifactStore.open("file://" + root).get("a")).contains(bytes("x"));
    }

    @Test
    void saysThatAFileStandsWhereTheFolderShouldBe() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> ArtifactStore.open(file.toString()))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesToFollowASymbolicLinkOutOfTheStore() throws IOException {
        ArtifactStore store = create();
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.write(outside.resolve("secret"), bytes("x"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("secret"), outside.resolve("secret"));

        assertThat(kindOf(() -> store.put("link/new", bytes("y")))).isEqualTo(Kind.INVALID_PATH);
        assertThat(kindOf(() -> store.get("link/secret"))).isEqualTo(Kind.INVALID_PATH);
        assertThat(kindOf(() -> store.get("secret"))).isEqualTo(Kind.INVALID_PATH);
        assertThat(kindOf(() -> store.delete("link"))).isEqualTo(Kind.INVALID_PATH);
        assertThat(store.list("")).isEmpty();
        assertThat(outside.resolve("new")).doesNotExist();
        assertThat(outside.resolve("secret")).exists();
    }

    @Test
    void refusesAnObjectBelowAnObjectAndOneInPlaceOfAFolder() {
        ArtifactStore store = create();
        store.put("a/b", bytes("x"));

        assertThatThrownBy(() -> store.put("a/b/c/d", bytes("y")))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("a/b is an object");
        assertThatThrownBy(() -> store.put("a", bytes("y")))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("objects lie below it");
        assertThat(store.list("")).containsExactly("a/b");
    }

    @Test
    void keepsItsStagingFolderToItself() throws IOException {
        ArtifactStore store = create();
        store.put("a", bytes("x"));

        assertThat(kindOf(() -> store.put(".staging/x", bytes("x")))).isEqualTo(Kind.INVALID_PATH);
        assertThat(staged()).isEmpty();
    }

    @Test
    void removesWhatAKilledProcessLeftADayAgoAndNothingYounger() throws IOException {
        Path staging = Files.createDirectories(root.resolve(".staging"));
        Path old = Files.write(staging.resolve("1-1"), bytes("torn"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        Path young = Files.write(staging.resolve("1-2"), bytes("being written"));

        create().put("a", bytes("x"));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    /** Its first write looks for old files while other stores' writes come and go there. */
    @Test
    void opensWhileOthersWrite() throws Exception {
        ArtifactStore busy = create();
        Path staging = Files.createDirectories(root.resolve(".staging"));
        for (int i = 0; i < 300; i++) {
            Files.createFile(staging.resolve("0-" + i));
        }
        ExecutorService other = Executors.newSingleThreadExecutor();
        AtomicBoolean enough = new AtomicBoolean();
        Future<?> writes = other.submit(() -> {
            while (!enough.get()) {
                busy.put("busy", bytes("x"));
            }
        });
        try {
            for (int i = 0; i < 200; i++) {
                create().put("mine", bytes("y"));
            }
        } finally {
            enough.set(true);
            writes.get();
            other.shutdown();
        }
    }

    private List<Path> staged() throws IOException {
        return Folders.files(root.resolve(".staging"));
    }
}
