package dev.muster.artifacts;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.opendal.AsyncOperator;
import org.apache.opendal.Entry;
import org.apache.opendal.ListOptions;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.WriteOptions;
import org.apache.opendal.layer.RetryLayer;

/** Objects of a cloud's object store below one prefix. Such a store has whole objects only, and conditional writes. */
final class ObjectStore implements ArtifactStore {
    /** The library waits for ever for a server that says nothing. */
    private static final long PATIENCE_SECONDS = 300;

    private static final ListOptions ALL = ListOptions.builder().recursive(true).build();
    private static final ListOptions ONE = ListOptions.builder().limit(1).build();
    private static final WriteOptions ABSENT =
            WriteOptions.builder().ifNotExists(true).build();

    private final URI address;
    private final AsyncOperator objects;

    private ObjectStore(URI address, AsyncOperator objects) {
        this.address = address;
        this.objects = objects;
    }

    /** Opens one, and has a look whether it is there and may be read. */
    static ObjectStore open(Cloud cloud, URI address) {
        RetryLayer retries = RetryLayer.builder()
                .maxTimes(3)
                .minDelay(Duration.ofMillis(200))
                .jitter(true)
                .build();
        try (AsyncOperator plain = AsyncOperator.of(cloud.service(), cloud.settings(address))) {
            ObjectStore store = new ObjectStore(address, plain.layer(retries));
            store.done(store.objects.list("/", ONE));
            return store;
        } catch (OpenDALException e) {
            throw ArtifactException.failed("open the artifact store", address.toString(), e);
        }
    }

    @Override
    public void put(String path, byte[] content) {
        at("write", path, () -> done(objects.write(path, content)));
    }

    @Override
    public boolean putIfAbsent(String path, byte[] content) {
        return at("write", path, () -> {
            try {
                done(objects.write(path, content, ABSENT));
                return true;
            } catch (OpenDALException e) {
                return switch (e.getCode()) {
                    case ConditionNotMatch, AlreadyExists -> false;
                    default -> throw e;
                };
            }
        });
    }

    @Override
    public Optional<byte[]> get(String path) {
        return at("read", path, () -> found(objects.read(path)));
    }

    @Override
    public List<String> list(String prefix) {
        if (prefix.isEmpty()) {
            return files("/");
        }
        return at("list", prefix, () -> {
            List<String> paths = new ArrayList<>(files(prefix + "/"));
            if (found(objects.stat(prefix)).isPresent()) {
                paths.add(prefix);
            }
            Collections.sort(paths);
            return paths;
        });
    }

    private List<String> files(String folder) {
        return done(objects.list(folder, ALL)).stream()
                .filter(entry -> entry.getMetadata().isFile())
                .map(Entry::getPath)
                .sorted()
                .toList();
    }

    @Override
    public void delete(String prefix) {
        at("delete", prefix, () -> {
            list(prefix).forEach(path -> done(objects.delete(path)));
            return true;
        });
    }

    private <T> Optional<T> found(CompletableFuture<T> answer) {
        try {
            return Optional.of(done(answer));
        } catch (OpenDALException e) {
            if (e.getCode() == OpenDALException.Code.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> T at(String action, String path, Supplier<T> work) {
        ArtifactPath.check(path);
        try {
            return work.get();
        } catch (OpenDALException e) {
            throw ArtifactException.failed(action, address + " " + path, e);
        }
    }

    private <T> T done(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OpenDALException said) {
                throw said;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw ArtifactException.unanswered(address.toString(), "for " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ArtifactException.unanswered(address.toString(), "interrupted while waiting", e);
        }
    }
}
