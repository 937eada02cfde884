package dev.muster.cli;

import dev.muster.cli.fetch.Download;
import dev.muster.cli.fetch.Download.Limits;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.validate.BatchText;
import dev.muster.validate.ValidateConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Where a batch file comes from: the disk, or an allowed address. */
final class Source {
    private final Environment environment;

    Source(Environment environment) {
        this.environment = environment;
    }

    /**
     * Reads it.
     *
     * @param hosts allowed beside those of the environment
     */
    BatchText read(String place, List<String> hosts) {
        if (isAddress(place)) {
            return fetch(place, hosts);
        }
        Path file = file(place);
        if (!Files.exists(file)) {
            throw InvalidInputException.of(Problem.at(
                    place,
                    "there is no such file",
                    "check the name; " + environment.directory() + " is the current folder"));
        }
        return BatchText.read(file);
    }

    /** The folder that a batch file's data may lie under beside the configured ones. */
    Path[] roots(String place) {
        return isAddress(place)
                ? new Path[0]
                : new Path[] {Objects.requireNonNull(file(place).getParent())};
    }

    private BatchText fetch(String place, List<String> hosts) {
        ValidateConfig allowed = Settings.read(environment, hosts).validate();
        URI address = address(place);
        byte[] body = body(new Download(allowed.hosts(), allowed.retry(), Limits.USUAL), address);
        String path = Objects.requireNonNullElse(address.getPath(), "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        return BatchText.of(body, name.isEmpty() ? String.valueOf(address.getHost()) : name);
    }

    private static byte[] body(Download download, URI address) {
        try {
            return download.get(address);
        } catch (IOException e) {
            throw Trouble.around(Objects.requireNonNullElse(e.getMessage(), "cannot fetch " + address), e);
        }
    }

    private static URI address(String place) {
        try {
            return URI.create(place);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(
                    Problem.at(place, "is no address: " + e.getMessage(), "write https://host/path"));
        }
    }

    private Path file(String place) {
        try {
            return environment.resolve(place);
        } catch (InvalidPathException e) {
            throw InvalidInputException.of(Problem.at(place, "is no file name: " + e.getReason(), "name a file"));
        }
    }

    private static boolean isAddress(String place) {
        return place.matches("(?i)[a-z][a-z0-9+.-]+://.*");
    }
}
