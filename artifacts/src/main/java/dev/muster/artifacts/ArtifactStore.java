package dev.muster.artifacts;

import java.util.List;
import java.util.Optional;

/**
 * Where datasets, checkpoints, models and manifests lie: immutable-looking objects under slash-separated paths, such as
 * {@code batches/b-1/j-1/attempt-1/manifest.json}. An object is there whole or not at all, whenever it is looked for
 * and whatever dies; once a write returned it survives a crash. Thread-safe; many processes may use the same store.
 *
 * <p>A path is relative, with no empty, {@code .} or {@code ..} part and no control character. Every method throws
 * {@link ArtifactException}: {@code INVALID_PATH} for another path, {@code FULL} and {@code DENIED} when the store has
 * no room or refuses access, {@code UNAVAILABLE} for anything else that went wrong around it.
 */
public interface ArtifactStore {
    /**
     * Opens the store at an address. A folder is created when it is not there; a bucket or container has to be, and
     * keys come from the environment as for the cloud's own tools.
     *
     * @param address the path of a folder, {@code file:///folder}, {@code s3://bucket/prefix?region=…&endpoint=…},
     *     {@code gs://bucket/prefix?endpoint=…&anonymous=true} or
     *     {@code azblob://container/prefix?account=…&endpoint=…}; options other than an account may be left out
     * @throws ArtifactException {@code INVALID_ADDRESS} when no adapter serves it, and whatever a look into the store
     *     gives
     */
    static ArtifactStore open(String address) {
        return Address.open(address);
    }

    /** Stores an object, in place of the one that was there. */
    void put(String path, byte[] content);

    /**
     * Stores an object unless there is one; of several callers at once exactly one is told {@code true}.
     *
     * @return whether this call stored it
     */
    boolean putIfAbsent(String path, byte[] content);

    /** The content of an object. */
    Optional<byte[]> get(String path);

    /**
     * The paths of all objects at or below a folder, sorted.
     *
     * @param prefix a path, or empty for the whole store
     */
    List<String> list(String prefix);

    /**
     * Deletes the object at a path and all objects below it; nothing there is no error.
     *
     * @param prefix a path
     */
    void delete(String prefix);
}
