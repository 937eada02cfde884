package dev.muster.artifacts;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Objects as files below one folder. */
final class FileStore implements ArtifactStore {
    private final Path root;
    private final Staging staging;
    private final AtomicWrites writes;

    private FileStore(Path root) {
        this.root = root;
        this.staging = new Staging(root, Clock.systemUTC());
        this.writes = new AtomicWrites(root);
    }

    static FileStore open(Path folder) {
        try {
            Files.createDirectories(folder);
            return new FileStore(folder.toRealPath());
        } catch (IOException e) {
            throw ArtifactException.failed("open the artifact store", folder, e);
        }
    }

    @Override
    public void put(String path, byte[] content) {
        write(path, target -> writes.replace(staging.write(content), target));
    }

    @Override
    public boolean putIfAbsent(String path, byte[] content) {
        // The look before is cheap, and finds the usual case of a fenced attempt; the creation decides.
        return write(path, target -> !Files.exists(target) && writes.create(staging.write(content), target));
    }

    private boolean write(String path, Write write) {
        Path target = locate(path);
        if (Files.isDirectory(target)) {
            throw ArtifactException.invalidPath(path, "objects lie below it");
        }
        try {
            return write.to(target);
        } catch (FileAlreadyExistsException e) {
            throw ArtifactException.invalidPath(path, path(Path.of(e.getFile())) + " is an object");
        } catch (IOException e) {
            throw ArtifactException.failed("write", target, e);
        }
    }

    @Override
    public Optional<byte[]> get(String path) {
        Path file = locate(path);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ArtifactException.failed("read", file, e);
        }
    }

    @Override
    public List<String> list(String prefix) {
        Path top = prefix.isEmpty() ? root : locate(prefix);
        List<String> paths = new ArrayList<>();
        try {
            for (Path file : Folders.files(top)) {
                if (!file.startsWith(staging.folder())) {
                    paths.add(path(file));
                }
            }
        } catch (IOException e) {
            throw ArtifactException.failed("list", top, e);
        }
        Collections.sort(paths);
        return paths;
    }

    @Override
    public void delete(String prefix) {
        Path top = locate(prefix);
        try {
            Folders.delete(top);
        } catch (IOException e) {
            throw ArtifactException.failed("delete", top, e);
        }
    }

    private Path locate(String path) {
        Path file = ArtifactPath.below(root, path);
        if (file.startsWith(staging.folder())) {
            throw ArtifactException.invalidPath(path, "that folder is the store's own");
        }
        return file;
    }

    private String path(Path file) {
        return root.relativize(file).toString();
    }

    @FunctionalInterface
    private interface Write {
        boolean to(Path target) throws IOException;
    }
}
