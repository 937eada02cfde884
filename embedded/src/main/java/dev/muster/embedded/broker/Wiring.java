package dev.muster.embedded.broker;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Triggers of one Broker.
 *
 * @param triggers in the order of the files
 */
public record Wiring(List<Trigger> triggers) {
    public Wiring {
        triggers = List.copyOf(triggers);
    }

    /**
     * Reads the Triggers of a Broker, and its default delivery, from the YAML documents in a folder; documents of other
     * kinds are none of its business.
     *
     * @throws InvalidInputException with everything in them that is wrong or not supported here
     */
    public static Wiring read(Path folder, String broker) {
        List<Problem> problems = new ArrayList<>();
        Manifests manifests = new Manifests(broker, problems);
        for (Path file : yamlFiles(folder)) {
            manifests.add(file.getFileName().toString(), contentOf(file));
        }
        return of(manifests, folder.toString(), broker, problems);
    }

    /**
     * The same from the documents of one text.
     *
     * @param name of the text, for problems
     * @throws InvalidInputException with everything in them that is wrong or not supported here
     */
    public static Wiring parse(String name, String yaml, String broker) {
        List<Problem> problems = new ArrayList<>();
        Manifests manifests = new Manifests(broker, problems);
        manifests.add(name, yaml);
        return of(manifests, name, broker, problems);
    }

    private static Wiring of(Manifests manifests, String place, String broker, List<Problem> problems) {
        List<Trigger> triggers = manifests.triggers();
        if (triggers.isEmpty() && problems.isEmpty()) {
            problems.add(Problem.at(place, "has no Trigger of Broker " + broker, "add one"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new Wiring(triggers);
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw InvalidInputException.of(
                    Problem.at(folder.toString(), "cannot be read: " + e, "name the folder that holds the Triggers"));
        }
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
