package dev.muster.contract.batchfile;

import dev.muster.contract.batchfile.Dimension.Choices;
import dev.muster.contract.batchfile.Dimension.Interval;
import dev.muster.contract.catalogue.Algorithm;
import dev.muster.contract.catalogue.Parameter;
import dev.muster.contract.catalogue.ParameterType;
import dev.muster.contract.catalogue.ParameterValues;
import dev.muster.contract.document.Kind;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code parameters} of a sweep: values that stay, lists of values, ranges. */
final class DimensionReader {
    private final boolean grid;
    private final Problems problems;

    /**
     * Reads for one sweep.
     *
     * @param grid whether every value is tried, so that a range must say how many it has
     */
    DimensionReader(boolean grid, Problems problems) {
        this.grid = grid;
        this.problems = problems;
    }

    /** Every dimension that is right, by parameter in the order of the file; notes what is wrong with the others. */
    Map<String, Dimension> read(Value given, Algorithm algorithm) {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        for (String name : given.names()) {
            Optional<Parameter> parameter = ParameterValues.find(name, given, algorithm, problems);
            Optional<Value> value = given.field(name);
            if (parameter.isPresent() && value.isPresent()) {
                dimension(value.get(), parameter.get()).ifPresent(dimension -> dimensions.put(name, dimension));
            }
        }
        return dimensions;
    }

    private Optional<Dimension> dimension(Value value, Parameter parameter) {
        if (value.kind() == Kind.OBJECT) {
            return range(value, parameter);
        }
        boolean listOfLists = value.items().stream().anyMatch(item -> item.kind() == Kind.LIST);
        if (value.kind() == Kind.LIST && (parameter.type() != ParameterType.INTEGERS || listOfLists)) {
            return choices(value, parameter);
        }
        return parameter.read(value, problems).map(fixed -> new Choices(List.of(fixed)));
    }

    private Optional<Dimension> choices(Value list, Parameter parameter) {
        Set<Object> values = new LinkedHashSet<>();
        for (Value item : list.items()) {
            parameter.read(item, problems).ifPresent(value -> {
                if (!values.add(value)) {
                    problems.add(item.problem("lists " + item.shown() + " a second time", "remove one of them"));
                }
            });
        }
        if (list.items().isEmpty()) {
            return problems.add(list.problem("lists no values", "list those to try"));
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(new Choices(List.copyOf(values)));
    }

    private Optional<Dimension> range(Value range, Parameter parameter) {
        boolean whole = parameter.type() == ParameterType.INTEGER;
        if (!whole && parameter.type() != ParameterType.NUMBER) {
            return problems.add(range.problem(
                    "is a range, but " + parameter.name() + " is "
                            + parameter.type().words(),
                    "list the values to try"));
        }
        Optional<Double> min = bound(range, "min", parameter);
        Optional<Double> max = bound(range, "max", parameter);
        if (min.isEmpty() || max.isEmpty()) {
            return Optional.empty();
        }
        boolean log =
                range.field("scale").flatMap(Value::text).filter("log"::equals).isPresent();
        if (min.get() >= max.get()) {
            return problems.add(range.problem(
                    "has no numbers in it: min " + Parameter.shown(min.get()) + ", max " + Parameter.shown(max.get()),
                    "make min smaller than max"));
        }
        if (log && min.get() <= 0) {
            return problems.add(range.problem(
                    "starts at " + Parameter.shown(min.get()) + ", which has no logarithm",
                    "let min be above 0, or scale linear"));
        }
        return stepped(range, new Interval(min.get(), max.get(), log, whole));
    }

    private Optional<Dimension> stepped(Value range, Interval interval) {
        Optional<Long> steps = range.field("steps").flatMap(Value::integer);
        if (steps.isPresent()) {
            return steps.filter(count -> count >= 2 && count <= BatchFile.MAX_JOBS)
                    .map(count -> interval.steps(count.intValue()));
        }
        return grid
                ? problems.add(range.problem(
                        "is a range without steps, which a grid cannot try in full",
                        "add steps, such as steps: 5, or use search: random"))
                : Optional.of(interval);
    }

    private Optional<Double> bound(Value range, String name, Parameter parameter) {
        return range.field(name)
                .flatMap(value -> parameter.read(value, problems))
                .map(value -> ((Number) value).doubleValue());
    }
}
