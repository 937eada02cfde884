package dev.muster.cli.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tells whose a process is. Ray's workers write over their own command line and over part of their variables, but
 * keep the directory that they were started in.
 *
 * @param variables as {@code NAME=value}
 * @param directory that it works in; empty when not known
 * @param outputs files that its output goes to
 * @param command its command line, where the system tells nothing else; otherwise empty
 */
record Traces(List<String> variables, String directory, List<String> outputs, String command) {
    private static final Path PROC = Path.of("/proc");
    private static final Traces NONE = new Traces(List.of(), "", List.of(), "");

    Traces {
        variables = List.copyOf(variables);
        outputs = List.copyOf(outputs);
    }

    /** Nothing, for a process that ended or is another user's. */
    static Traces of(ProcessHandle process) {
        Path proc = PROC.resolve(Long.toString(process.pid()));
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return new Traces(
                    List.of(), "", List.of(), process.info().commandLine().orElse(""));
        }
        String directory = link(proc.resolve("cwd"));
        if (directory.isEmpty()) {
            return NONE;
        }
        List<String> outputs = Stream.of("1", "2")
                .map(number -> link(proc.resolve("fd").resolve(number)))
                .filter(file -> !file.isEmpty())
                .toList();
        return new Traces(variables(proc.resolve("environ")), directory, outputs, "");
    }

    /** Whether a process that left these is of a cluster. */
    boolean of(ClusterFolder folder, Path temp) {
        return variables.contains(Surroundings.SIGN + "=" + folder.path())
                || within(directory, folder.work())
                || outputs.stream().anyMatch(file -> session(temp).matcher(file).lookingAt())
                || session(temp).matcher(command).find()
                || command.contains(folder.work().toString());
    }

    /** Whether it is of one member of the cluster. Workers in Python may work in what their node has unpacked. */
    boolean of(ClusterFolder folder, Path temp, String member) {
        return within(directory, folder.work(member))
                || within(directory, ClusterSpec.temp(temp, Members.node(member)));
    }

    /** Ray's directory of a session, on any node. */
    private static Pattern session(Path temp) {
        return Pattern.compile(Pattern.quote(temp.toString()) + "(-[0-9]+)?/session_");
    }

    private static boolean within(String file, Path folder) {
        return !file.isEmpty() && Path.of(file).startsWith(folder);
    }

    private static List<String> variables(Path environ) {
        try {
            return List.of(new String(Files.readAllBytes(environ), StandardCharsets.ISO_8859_1).split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String link(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
