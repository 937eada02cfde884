package dev.muster.trainer;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads the parameters of a job and collects what is wrong with them: read all, then {@link #check()}. The ranges are
 * those without which an algorithm cannot work; the catalogue's are narrower.
 */
public final class Parameters {
    private final Map<String, Object> values;
    private final List<Problem> problems = new ArrayList<>();

    /** Those of a job. */
    public Parameters(JobSpec job) {
        this(job.parameters());
    }

    /** Those of a stored model. */
    public Parameters(Map<String, Object> values) {
        this.values = values;
    }

    /** A whole number that is at least something. */
    public int count(String name, int least) {
        return values.get(name) instanceof Integer value && value >= least
                ? value
                : wrong(name, "a whole number from " + least, least);
    }

    /** A finite number that is above something. */
    public double above(String name, double bound) {
        return number(name, value -> value > bound, "a number above " + bound);
    }

    /** A finite number that is at least something. */
    public double atLeast(String name, double bound) {
        return number(name, value -> value >= bound, "a number from " + bound);
    }

    /** A number above 0 and up to 1. */
    public double share(String name) {
        return number(name, value -> value > 0 && value <= 1, "a number above 0 and up to 1");
    }

    /** One of some words. */
    public String choice(String name, List<String> words) {
        return values.get(name) instanceof String word && words.contains(word)
                ? word
                : wrong(name, "one of " + String.join(", ", words), words.get(0));
    }

    /** A list of whole numbers from 1. */
    public List<Integer> counts(String name) {
        List<Integer> counts = new ArrayList<>();
        if (values.get(name) instanceof List<?> list) {
            for (Object item : list) {
                counts.add(item instanceof Integer value && value > 0 ? value : wrong(name, "a list of sizes", 1));
            }
            return counts;
        }
        return wrong(name, "a list of sizes, such as [64, 32]", counts);
    }

    /** Notes another problem with a parameter. */
    public void refuse(String name, String message, String fix) {
        problems.add(Problem.at("parameters." + name, message, fix));
    }

    /**
     * Says what was wrong.
     *
     * @throws InvalidInputException when something was
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    private double number(String name, Predicate<Double> fits, String range) {
        return values.get(name) instanceof Number value
                        && Double.isFinite(value.doubleValue())
                        && fits.test(value.doubleValue())
                ? value.doubleValue()
                : wrong(name, range, 1.0);
    }

    private <T> T wrong(String name, String range, T instead) {
        Object value = values.get(name);
        refuse(name, value == null ? "is missing" : "cannot be " + value, "give " + range);
        return instead;
    }
}
