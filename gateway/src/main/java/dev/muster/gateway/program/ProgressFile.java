package dev.muster.gateway.program;

import dev.muster.contract.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads on in a file of lines that a program writes on. A line counts once its end is there. Used by one thread. */
final class ProgressFile {
    private static final int AT_ONCE = 1 << 20;

    private final Path file;
    private long read;

    ProgressFile(Path file) {
        this.file = file;
    }

    /**
     * The lines since the last call.
     *
     * @param skipped told of each line that cannot be read
     */
    List<ProgressLine> more(Consumer<String> skipped) throws IOException {
        List<ProgressLine> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        byte[] fresh = fresh();
        int end = fresh.length;
        while (end > 0 && fresh[end - 1] != '\n') {
            end--;
        }
        if (end == 0 && fresh.length == AT_ONCE) {
            end = fresh.length; // No line of ours is that long: what it is will be told, and not read again.
        }
        read += end;
        new String(fresh, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> {
            try {
                lines.add(Json.read(line, ProgressLine.class));
            } catch (IllegalArgumentException e) {
                skipped.accept("a line of progress cannot be read: " + line.substring(0, Math.min(80, line.length())));
            }
        });
        return lines;
    }

    private byte[] fresh() throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            int size = (int) Math.min(AT_ONCE, Math.max(0, in.length() - read));
            byte[] fresh = new byte[size];
            in.seek(read);
            in.readFully(fresh);
            return fresh;
        }
    }
}
