package dev.muster.gateway.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one channel: a file an event, named by its number. Not thread-safe. */
final class ChannelFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelFolder.class);
    private static final Pattern NAME = Pattern.compile("[0-9]{18}\\.json");
    private static final String UNFINISHED = ".tmp";

    private final Path folder;

    ChannelFolder(Path folder) {
        this.folder = folder;
    }

    /** Numbers of the files there, in order; what a crash left half-written is cleared away. */
    List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    if (NAME.matcher(name).matches()) {
                        numbers.add(Long.parseLong(name.substring(0, 18)));
                    } else if (name.endsWith(UNFINISHED)) {
                        Files.deleteIfExists(file);
                    } else {
                        LOG.warn("{} is no event of this spool and is left alone", file);
                    }
                }
            }
        }
        return numbers.stream().sorted().toList();
    }

    /** A reader sees the whole event or none: it is renamed into place. A crash of the machine may lose it. */
    void write(long number, byte[] event) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = folder.resolve(number + UNFINISHED);
        Files.write(unfinished, event);
        Files.move(unfinished, file(number), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    byte[] read(long number) throws IOException {
        return Files.readAllBytes(file(number));
    }

    void delete(long number) {
        delete(file(number));
    }

    /** The folder too, unless something foreign lies there. */
    void remove() {
        if (Files.isDirectory(folder)) {
            delete(folder);
        }
    }

    /** What stays is sent again after a restart, which its readers bear. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", file, e.toString());
        }
    }

    Path file(long number) {
        return folder.resolve(String.format("%018d.json", number));
    }
}
