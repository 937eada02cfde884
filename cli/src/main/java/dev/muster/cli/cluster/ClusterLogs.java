package dev.muster.cli.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the processes of a cluster wrote. */
public final class ClusterLogs {
    private static final int TAIL_BYTES = 8192;
    private static final int TAIL_LINES = 15;
    private static final String SUFFIX = ".log";

    private final ClusterFolder folder;

    ClusterLogs(ClusterFolder folder) {
        this.folder = folder;
    }

    /** The processes that wrote something: keeper, head, other nodes, gateway. */
    public List<String> processes() {
        if (!Files.isDirectory(folder.logs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.logs())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.endsWith(".old" + SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of one. */
    public String tail(String process) {
        Reading reading = from(process, length(process) - TAIL_BYTES);
        List<String> lines = reading.text().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /** All that one wrote from a place on. */
    public Reading from(String process, long place) {
        Path file = folder.log(process);
        if (!Files.exists(file)) {
            return new Reading("", 0);
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long length = in.length();
            // A log that is shorter than before was begun anew.
            long begin = place > length ? 0 : Math.max(0, place);
            byte[] bytes = new byte[(int) Math.min(length - begin, Integer.MAX_VALUE / 4)];
            in.seek(begin);
            in.readFully(bytes);
            return new Reading(new String(bytes, StandardCharsets.UTF_8), begin + bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ends of all of them. */
    public Map<String, String> tails() {
        Map<String, String> tails = new LinkedHashMap<>();
        processes().forEach(process -> tails.put(process, tail(process)));
        return tails;
    }

    private long length(String process) {
        return folder.log(process).toFile().length();
    }

    /**
     * Something that was read.
     *
     * @param text of it
     * @param end place to go on from
     */
    public record Reading(String text, long end) {}
}
