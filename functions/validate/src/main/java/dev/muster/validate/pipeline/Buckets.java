package dev.muster.validate.pipeline;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where objects lie on this machine: the one place to change when they are to be fetched instead.
 *
 * @param folders by bucket
 */
record Buckets(Map<String, Path> folders) {
    Buckets {
        folders = Map.copyOf(folders);
    }

    /** All folders that hold objects. */
    List<Path> roots() {
        return List.copyOf(folders.values());
    }

    /**
     * The file that holds an object.
     *
     * @throws InvalidInputException when there is none
     */
    Path file(StoredObject object) {
        String place = "s3://" + object.bucket() + "/" + object.key();
        Path folder = folders.get(object.bucket());
        if (folder == null) {
            throw refused(
                    place,
                    "no folder is known for the bucket " + object.bucket(),
                    "add it to buckets in the pipelines file");
        }
        Path file = resolve(folder, object.key(), place);
        if (!file.startsWith(folder)) {
            throw refused(place, "leads out of the bucket's folder " + folder, "rename the object");
        }
        if (!Files.exists(file)) {
            throw refused(
                    place, "is not at " + file, "bring the object there, or correct buckets in the pipelines file");
        }
        return file;
    }

    private static Path resolve(Path folder, String key, String place) {
        try {
            return folder.resolve(key.startsWith("/") ? key.substring(1) : key).normalize();
        } catch (InvalidPathException e) {
            throw refused(place, "is no name of a file: " + e.getReason(), "rename the object");
        }
    }

    private static InvalidInputException refused(String place, String message, String fix) {
        return InvalidInputException.of(Problem.at(place, message, fix));
    }
}
