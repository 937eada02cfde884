package dev.muster.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JVMs of several releases noted, as one text that each of them can read. */
class ClassListTest {
    @TempDir
    Path folder;

    @Test
    void listsAreJoinedWithoutWhatBelongsToOneRun() throws Exception {
        Path one = Files.write(
                folder.resolve("one"),
                List.of(
                        "# NOTE",
                        "java/lang/String id: 7",
                        "@lambda-proxy a/B run",
                        "x/Y id: 9 super: 1 source: /tmp/y"));
        Path other = Files.write(folder.resolve("other"), List.of("java/lang/Object", "java/lang/String id: 3"));

        assertThat(ClassList.joined(List.of(one, other)))
                .containsExactly("java/lang/Object", "java/lang/String", "@lambda-proxy a/B run");
    }

    /** A JVM passes over what it reads of a class that it has not read of before. */
    @Test
    void whatIsSaidOfAClassComesAfterIt() throws Exception {
        Path list = Files.write(folder.resolve("list"), List.of("@cp java/lang/Object 1", "java/lang/Object id: 0"));

        assertThat(ClassList.joined(List.of(list))).containsExactly("java/lang/Object", "@cp java/lang/Object 1");
    }

    @Test
    void anOlderJvmIsGivenWhatItUnderstands() throws Exception {
        Path list = Files.write(
                folder.resolve("list"),
                List.of("a/B", "@cp a/B 1", "@class-reflection-data a/B 0", "@lambda-proxy a/B run"));

        assertThat(ClassList.understood(list, new Java(folder, 17))).containsExactly("a/B", "@lambda-proxy a/B run");
        assertThat(ClassList.understood(list, new Java(folder, 25))).hasSize(4);
    }
}
