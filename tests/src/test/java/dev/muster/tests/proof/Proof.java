package dev.muster.tests.proof;

import dev.muster.tests.house.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** How large a proof is run, and what it says afterwards. */
public final class Proof {
    /** With {@code -Dmuster.proofs=all}, as {@code ./hack/run.sh proofs} runs them. */
    public static final boolean ALL = "all".equals(System.getProperty("muster.proofs"));

    private static final Path SEEN = Repository.ROOT.resolve("tests/target/proofs.md");

    private Proof() {}

    /** A size that is small in the build. */
    public static int size(int small, int whole) {
        return ALL ? whole : small;
    }

    /** Notes what was done and seen, for people. */
    public static void report(String proof, String figures) {
        String line = "| " + proof + " | " + figures + " |";
        System.out.println(line);
        try {
            Files.createDirectories(SEEN.getParent());
            Files.write(SEEN, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
