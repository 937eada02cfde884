package dev.muster.trainer;

import dev.muster.artifacts.ArtifactStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store that says what was written to it, and that refuses or holds up the paths that it is told to. */
final class WatchedStore implements ArtifactStore {
    private static final String NOTHING = "nothing";

    private final ArtifactStore store;
    private final List<String> written = new ArrayList<>();
    private String full = NOTHING;
    private String held = NOTHING;

    WatchedStore(ArtifactStore store) {
        this.store = store;
    }

    /** From now on there is no room for paths with this in them, and for no others. */
    synchronized void fill(String part) {
        full = part;
    }

    synchronized void makeRoom() {
        full = NOTHING;
    }

    /** From now on the writes of paths with this in them wait. */
    synchronized void hold(String part) {
        held = part;
    }

    synchronized void release() {
        held = NOTHING;
        notifyAll();
    }

    /** Waits until a path with this in it was written. */
    synchronized void awaitWritten(String part) {
        while (written.stream().noneMatch(path -> path.contains(part))) {
            await();
        }
    }

    /** The paths written until now, in order. */
    synchronized List<String> written() {
        return List.copyOf(written);
    }

    private synchronized void enter(String path) {
        while (path.contains(held)) {
            await();
        }
        if (path.contains(full)) {
            throw new UncheckedIOException(new IOException("No space left on device"));
        }
    }

    private synchronized void leave(String path) {
        written.add(path);
        notifyAll();
    }

    @SuppressWarnings("WaitNotInLoop") // its callers loop
    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void put(String path, byte[] content) {
        enter(path);
        store.put(path, content);
        leave(path);
    }

    @Override
    public boolean putIfAbsent(String path, byte[] content) {
        enter(path);
        boolean stored = store.putIfAbsent(path, content);
        leave(path);
        return stored;
    }

    @Override
    public Optional<byte[]> get(String path) {
        return store.get(path);
    }

    @Override
    public List<String> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public void delete(String prefix) {
        store.delete(prefix);
    }
}
