package dev.muster.gateway.program;

import dev.muster.artifacts.ArtifactStore;
import java.util.List;
import java.util.Optional;

/** A store in whose next write something else happens. */
final class SlowStore implements ArtifactStore {
    private final ArtifactStore store;
    private Runnable next = () -> {};

    SlowStore(ArtifactStore store) {
        this.store = store;
    }

    void meanwhile(Runnable happens) {
        next = happens;
    }

    private void pass() {
        Runnable now = next;
        next = () -> {};
        now.run();
    }

    @Override
    public void put(String path, byte[] content) {
        pass();
        store.put(path, content);
    }

    @Override
    public boolean putIfAbsent(String path, byte[] content) {
        pass();
        return store.putIfAbsent(path, content);
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
