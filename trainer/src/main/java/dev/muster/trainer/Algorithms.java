package dev.muster.trainer;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.catalogue.Program;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The algorithms on the class path. */
public final class Algorithms {
    private static final Map<String, Algorithm> BY_NAME = load();

    private Algorithms() {}

    /**
     * The algorithm of that name.
     *
     * @throws InvalidInputException when there is none
     */
    public static Algorithm find(String name) {
        Algorithm algorithm = BY_NAME.get(name);
        if (algorithm == null && Program.runs(name)) {
            throw InvalidInputException.of(Problem.at(
                    "model",
                    "is a program, and programs run on a cluster alone: " + name,
                    "set RAY_ADDRESS to the address of a cluster's gateway"));
        }
        if (algorithm == null) {
            throw InvalidInputException.of(Problem.at(
                    "algorithm",
                    "unknown algorithm " + name,
                    "use one of " + String.join(", ", BY_NAME.keySet()) + ", or put its jar on the class path"));
        }
        return algorithm;
    }

    private static Map<String, Algorithm> load() {
        Map<String, Algorithm> found = new TreeMap<>();
        for (Algorithm algorithm : ServiceLoader.load(Algorithm.class, Algorithm.class.getClassLoader())) {
            Algorithm other = found.putIfAbsent(algorithm.name(), algorithm);
            if (other != null) {
                throw new IllegalStateException("two algorithms are named " + algorithm.name() + ": "
                        + other.getClass().getName() + " and "
                        + algorithm.getClass().getName());
            }
        }
        return found;
    }
}
