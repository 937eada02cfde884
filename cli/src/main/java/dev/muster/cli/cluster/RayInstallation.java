package dev.muster.cli.cluster;

import dev.muster.contract.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ray in a virtual environment of the user's directory, made on first use. It counts only once a mark was written after
 * all the rest, and one process makes it while others wait.
 */
final class RayInstallation {
    private static final long ROOM = 1L << 30;
    private static final int TAIL = 6;

    private final Path home;
    private final Path folder;
    private final Consumer<String> progress;

    RayInstallation(Path home, Consumer<String> progress) {
        this.home = home.resolve("ray");
        this.folder = this.home.resolve(RayEnvironment.VERSION);
        this.progress = progress;
    }

    /**
     * The environment, made if need be.
     *
     * @param own one that the user looks after
     * @param python that the user named
     * @param path to look for a Python along
     */
    Path ensure(Optional<Path> own, Optional<Path> python, String path) {
        if (own.isPresent()) {
            return checked(own.get());
        }
        if (whole()) {
            return folder;
        }
        Path lockFile = PrivateFiles.folder(home).resolve(RayEnvironment.VERSION + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = locked(channel)) {
            if (lock.isValid() && !whole()) {
                make(new Pythons(path).find(python));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds packages to an environment, unless these were added before.
     *
     * @param requirements as pip reads them
     */
    void add(Path environment, Path requirements) {
        try {
            Path mark = environment.resolve("muster." + Digest.id("added-", Files.readString(requirements)));
            if (!Files.exists(mark)) {
                progress.accept("installing what " + requirements + " asks for …");
                Path log = PrivateFiles.folder(home).resolve(RayEnvironment.VERSION + ".added.log");
                try (Writer writer = Files.newBufferedWriter(log)) {
                    call(writer, pip(environment, requirements));
                }
                Files.createFile(mark);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path checked(Path own) {
        if (!new RayEnvironment(own).holds(RayEnvironment.VERSION)) {
            throw new LocalClusterException("MUSTER_RAY is " + own + ", but that is no virtual environment with Ray "
                    + RayEnvironment.VERSION + "; unset it to have one made");
        }
        return own;
    }

    private FileLock locked(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        progress.accept("another muster installs Ray; waiting for it …");
        return channel.lock();
    }

    private boolean whole() {
        return Files.exists(mark()) && new RayEnvironment(folder).holds(RayEnvironment.VERSION);
    }

    private Path mark() {
        return folder.resolve("muster.complete");
    }

    private void make(Path python) throws IOException {
        if (Files.getFileStore(home).getUsableSpace() < ROOM) {
            throw new LocalClusterException("less than 1 GB is free for " + folder + ": make room, or set MUSTER_HOME");
        }
        progress.accept("installing Ray " + RayEnvironment.VERSION + " into " + folder + " with " + python
                + ": once, about 400 MB, a minute or two …");
        PrivateFiles.delete(folder);
        Path log = home.resolve(RayEnvironment.VERSION + ".log");
        try (Writer writer = Files.newBufferedWriter(log)) {
            call(writer, List.of(python.toString(), "-m", "venv", folder.toString()));
            call(writer, pip(folder, requirements()));
        } catch (LocalClusterException e) {
            PrivateFiles.delete(folder);
            throw new LocalClusterException(e.getMessage() + "\nAll of its output is in " + log, e);
        }
        Files.createFile(mark());
        progress.accept("Ray is installed");
    }

    private static List<String> pip(Path environment, Path requirements) {
        return List.of(
                environment.resolve("bin/python3").toString(),
                "-m",
                "pip",
                "install",
                "--no-input",
                "--disable-pip-version-check",
                "--progress-bar=off",
                "--requirement",
                requirements.toString());
    }

    private Path requirements() throws IOException {
        Path file = folder.resolve("requirements.txt");
        try (InputStream in = RayInstallation.class.getResourceAsStream("requirements.txt")) {
            Files.write(file, Objects.requireNonNull(in).readAllBytes());
        }
        return file;
    }

    private void call(Writer log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Deque<String> tail = new ArrayDeque<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line + "\n");
                told(line);
                tail.addLast(line);
                if (tail.size() > TAIL) {
                    tail.removeFirst();
                }
            }
            if (process.waitFor() != 0) {
                throw new LocalClusterException(advice(String.join("\n", tail)));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new LocalClusterException("interrupted while installing Ray", e);
        }
    }

    /** The steps that take long. */
    private void told(String line) {
        String step = line.strip();
        if (step.startsWith("Downloading") && step.contains(" MB")) {
            progress.accept(step.replaceFirst("^D", "d"));
        } else if (step.startsWith("Installing collected packages")) {
            progress.accept("unpacking …");
        }
    }

    static String advice(String said) {
        String what = "Ray could not be installed: ";
        if (said.contains("No space left")) {
            return what + "the disk is full; make room, or set MUSTER_HOME. " + said;
        }
        if (said.contains("ensurepip")) {
            return what + "this Python lacks venv or pip (Debian, Ubuntu: apt install python3-venv). " + said;
        }
        boolean network = said.contains("Connection")
                || said.contains("name resolution")
                || said.contains("(from versions: none)");
        return network
                ? what + "the Python package index cannot be reached; check the network, a proxy (HTTPS_PROXY) or pip's"
                        + " own settings, then try again. " + said
                : what + said;
    }
}
