package dev.muster.tests.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a simulated world, line by line; or nothing, since most worlds are not looked at. */
final class Trace {
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();

    Trace(boolean kept) {
        this.kept = kept;
    }

    void say(Timeline time, Supplier<String> line) {
        if (kept) {
            lines.add(time.now() + " " + line.get());
        }
    }

    List<String> lines() {
        return lines;
    }

    /** Where it can be read. */
    Path write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Model.Commit commit) {
        StringBuilder text = new StringBuilder().append(commit.result());
        commit.changed()
                .forEach(batch -> text.append("\n      ")
                        .append(batch.spec.name())
                        .append(' ')
                        .append(batch.state)
                        .append(batch.calledOffAt == null ? "" : ", called off")
                        .append(batch.expiredAt == null ? "" : ", expired")
                        .append(' ')
                        .append(batch.jobs));
        return text.toString();
    }
}
