package dev.muster.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What processes take, as Linux tells it.
 *
 * @param memory resident, in MB
 * @param threads of all
 * @param files that are open
 * @param cpu seconds, of user and system
 */
record Footprint(double memory, int threads, int files, double cpu) {
    static Footprint of(List<Long> processes) {
        return processes.stream()
                .map(Footprint::of)
                .reduce(
                        new Footprint(0, 0, 0, 0),
                        (a, b) -> new Footprint(
                                a.memory + b.memory, a.threads + b.threads, a.files + b.files, a.cpu + b.cpu));
    }

    private static Footprint of(long process) {
        Path proc = Path.of("/proc", Long.toString(process));
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            String[] stat =
                    text(proc.resolve("stat")).replaceFirst(".*\\) ", "").split(" ", -1);
            return new Footprint(
                    number(proc, "VmRSS") / 1024.0,
                    number(proc, "Threads"),
                    (int) files.count(),
                    (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / 100.0);
        } catch (IOException e) {
            return new Footprint(0, 0, 0, 0);
        }
    }

    private static int number(Path proc, String name) throws IOException {
        return text(proc.resolve("status"))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** The gateway of the cluster. */
    static List<Long> gateway() {
        return Fleet.view().members().stream()
                .filter(part -> part.name().equals("gateway"))
                .map(part -> part.pid())
                .toList();
    }

    /** Ray's Java workers of the cluster. */
    static List<Long> workers() {
        return find(command -> command.contains("DefaultWorker"));
    }

    /** Those of the cluster whose command line is one. */
    static List<Long> find(Predicate<String> command) {
        Path work = Fleet.home().resolve("ray/clusters").resolve(Fleet.NAME).resolve("work");
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    Path proc = Path.of("/proc", Long.toString(pid));
                    try {
                        return Files.readSymbolicLink(proc.resolve("cwd")).startsWith(work)
                                && command.test(text(proc.resolve("cmdline")).replace('\0', ' '));
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    void print(String what) {
        System.out.printf(
                Locale.ROOT,
                "%-44s %8.1f MB  %5d threads  %5d files  %8.2f s CPU%n",
                what,
                memory,
                threads,
                files,
                cpu);
    }
}
