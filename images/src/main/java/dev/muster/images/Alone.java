package dev.muster.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands before a command so that chance has no hand in it: memory lies at the same addresses each time, and the
 * threads take turns on one processor, each until it waits, instead of racing.
 */
final class Alone {
    private static final Pattern PROCESSOR = Pattern.compile("Cpus_allowed_list:\\s*(\\d+)");
    private static final List<String> ADDRESSES = List.of("setarch", "-R");

    private Alone() {}

    /** As much of it as this machine allows. A real-time priority needs root, or CAP_SYS_NICE. */
    static List<String> prefix(Path folder) {
        List<String> turns = List.of("taskset", "-c", processor(), "chrt", "--fifo", "1");
        return Stream.of(Stream.concat(turns.stream(), ADDRESSES.stream()).toList(), ADDRESSES)
                .filter(prefix -> works(folder, prefix))
                .findFirst()
                .orElse(List.of());
    }

    private static boolean works(Path folder, List<String> prefix) {
        try {
            Java.run(folder, Stream.concat(prefix.stream(), Stream.of("true")).toList());
            return true;
        } catch (ImageException | UncheckedIOException e) {
            return false;
        }
    }

    /** The first that this process may use. */
    private static String processor() {
        try {
            Matcher allowed = PROCESSOR.matcher(Files.readString(Path.of("/proc/self/status")));
            return allowed.find() ? allowed.group(1) : "0";
        } catch (IOException e) {
            return "0";
        }
    }
}
