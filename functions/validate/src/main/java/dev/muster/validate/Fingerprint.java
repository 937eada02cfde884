package dev.muster.validate;

import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what files are recognised without reading them, as git does: name, size, times and number on the disk.
 *
 * @param key equal for equal requests and unchanged files
 * @param newest time of a change to any of them
 */
record Fingerprint(String key, FileTime newest) {
    /** Changes with what is remembered under the key. */
    private static final String VERSION = "1";

    static Fingerprint of(DatasetSpec spec) throws IOException {
        List<String> parts = new ArrayList<>(List.of(VERSION, Json.text(spec)));
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : files(Path.of(spec.uri()))) {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            FileTime changed = changed(file, is);
            newest = newest.compareTo(changed) > 0 ? newest : changed;
            parts.add(file + " " + is.size() + " " + is.lastModifiedTime() + " " + changed + " " + is.fileKey());
        }
        return new Fingerprint(Digest.id("profile-", parts.toArray(String[]::new)), newest);
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> found = Files.walk(place, 1)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** When its content or attributes changed: unlike the time of modification, nobody can set it back. */
    private static FileTime changed(Path file, BasicFileAttributes is) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return unix ? (FileTime) Files.getAttribute(file, "unix:ctime") : is.lastModifiedTime();
    }
}
