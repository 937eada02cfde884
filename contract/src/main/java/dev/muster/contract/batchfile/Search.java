package dev.muster.contract.batchfile;

import dev.muster.contract.Digest;
import dev.muster.contract.batchfile.Dimension.Choices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Which combinations of parameters a sweep tries. */
final class Search {
    private static final int DRAWS_PER_TRIAL = 100;

    private final Map<String, Dimension> dimensions;

    Search(Map<String, Dimension> dimensions) {
        this.dimensions = dimensions;
    }

    /** How many different combinations there are; {@code Long.MAX_VALUE} when nobody can count them. */
    long size() {
        long size = 1;
        for (Dimension dimension : dimensions.values()) {
            long values =
                    dimension instanceof Choices choices ? choices.values().size() : Long.MAX_VALUE;
            size = values > Long.MAX_VALUE / size ? Long.MAX_VALUE : size * values;
        }
        return size;
    }

    /** Every combination, the last parameter changing fastest; there must not be an interval. */
    List<Map<String, Object>> grid() {
        List<Map<String, Object>> combinations = List.of(Map.of());
        for (Map.Entry<String, Dimension> dimension : dimensions.entrySet()) {
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> combination : combinations) {
                for (Object value : ((Choices) dimension.getValue()).values()) {
                    Map<String, Object> more = new LinkedHashMap<>(combination);
                    more.put(dimension.getKey(), value);
                    longer.add(more);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    /**
     * Different combinations drawn at random; the same for the same name and seed. Fewer than asked for when whole
     * numbers leave too few.
     */
    List<Map<String, Object>> random(int trials, String name, long seed) {
        // The generator of java.util.Random is specified to the bit, so a batch file means the same jobs everywhere.
        Random random = new Random(Long.parseUnsignedLong(Digest.id("", "search", name, String.valueOf(seed)), 16));
        Set<Map<String, Object>> combinations = new LinkedHashSet<>();
        for (int draws = 0; combinations.size() < trials && draws < (long) trials * DRAWS_PER_TRIAL; draws++) {
            Map<String, Object> combination = new LinkedHashMap<>();
            dimensions.forEach((parameter, dimension) -> combination.put(parameter, dimension.draw(random)));
            combinations.add(combination);
        }
        return List.copyOf(combinations);
    }
}
