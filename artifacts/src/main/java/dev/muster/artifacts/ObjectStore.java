package dev.muster.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.opendal.AsyncOperator;
import org.apache.opendal.Entry;
import org.apache.opendal.ListOptions;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.Operator;
import org.apache.opendal.WriteOptions;
import org.apache.opendal.layer.RetryLayer;

/** Objects of a cloud's object store below one prefix. Such a store has whole objects only, and conditional writes. */
final class ObjectStore implements ArtifactStore {
    /** The least part of an upload that S3 takes is 5 MiB; 10,000 of these are 78 GiB. */
    private static final int PART = 8 << 20;

    private static final ListOptions ALL = ListOptions.builder().recursive(true).build();
    private static final WriteOptions ABSENT =
            WriteOptions.builder().ifNotExists(true).build();

    private final URI address;
    private final Operator objects;

    private ObjectStore(URI address, Operator objects) {
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
        try (AsyncOperator plain = AsyncOperator.of(cloud.service(), cloud.settings(address));
                AsyncOperator patient = plain.layer(retries)) {
            Operator objects = patient.blocking();
            objects.list("/", ListOptions.builder().limit(1).build());
            return new ObjectStore(address, objects);
        } catch (OpenDALException e) {
            throw ArtifactException.failed("open the artifact store", address.toString(), e);
        }
    }

    @Override
    public void put(String path, byte[] content) {
        change("write", path, () -> objects.write(path, content));
    }

    @Override
    public void put(String path, Path file) {
        change("write", path, () -> {
            try {
                // Closing is what makes the object: what broke off before must not be closed.
                OutputStream upload = objects.createOutputStream(path, PART);
                Files.copy(file, upload);
                upload.close();
            } catch (IOException e) {
                throw ArtifactException.failed("copy to " + address + "/" + path, file, e);
            }
        });
    }

    @Override
    public boolean putIfAbsent(String path, byte[] content) {
        return at("write", path, () -> {
            try {
                objects.write(path, content, ABSENT);
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
        return found(path, () -> objects.read(path));
    }

    @Override
    public Optional<InputStream> read(String path) {
        return found(path, () -> {
            objects.stat(path);
            try {
                // The first byte is asked for at once: the answer that it begins is of one object, to its end.
                PushbackInputStream content = new PushbackInputStream(objects.createInputStream(path));
                int first = content.read();
                if (first >= 0) {
                    content.unread(first);
                }
                return content;
            } catch (IOException e) {
                throw ArtifactException.failed("read", Path.of(path), e);
            }
        });
    }

    @Override
    public List<String> list(String prefix) {
        if (prefix.isEmpty()) {
            return files("/");
        }
        return at("list", prefix, () -> {
            List<String> paths = new ArrayList<>(files(prefix + "/"));
            if (found(prefix, () -> objects.stat(prefix)).isPresent()) {
                paths.add(prefix);
            }
            Collections.sort(paths);
            return paths;
        });
    }

    private List<String> files(String folder) {
        return objects.list(folder, ALL).stream()
                .filter(entry -> entry.getMetadata().isFile())
                .map(Entry::getPath)
                .sorted()
                .toList();
    }

    @Override
    public void delete(String prefix) {
        change("delete", prefix, () -> list(prefix).forEach(objects::delete));
    }

    private void change(String action, String path, Runnable change) {
        at(action, path, () -> {
            change.run();
            return true;
        });
    }

    private <T> Optional<T> found(String path, Supplier<T> object) {
        return at("read", path, () -> {
            try {
                return Optional.of(object.get());
            } catch (OpenDALException e) {
                if (e.getCode() == OpenDALException.Code.NotFound) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private <T> T at(String action, String path, Supplier<T> work) {
        ArtifactPath.check(path);
        try {
            return work.get();
        } catch (OpenDALException e) {
            throw ArtifactException.failed(action, address + " " + path, e);
        }
    }
}
