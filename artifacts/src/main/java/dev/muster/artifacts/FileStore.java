package dev.muster.artifacts;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Objects as files below one folder. */
final class FileStore implements ArtifactStore {
    static FileStore open(String address) {
        throw new UnsupportedOperationException(address);
    }

    @Override
    public void put(String path, byte[] content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(String path, Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean putIfAbsent(String path, byte[] content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> get(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<InputStream> read(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> list(String prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String prefix) {
        throw new UnsupportedOperationException();
    }
}
