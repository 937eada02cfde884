package dev.muster.contract.catalogue;

import dev.muster.contract.Resources;
import dev.muster.contract.Task;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A way to learn that the trainer knows.
 *
 * @param name in job specs
 * @param description for people
 * @param tasks that it can learn
 * @param images whether it needs rows with a shape
 * @param parameters by name, in the order of the catalogue
 * @param resources of a job that asks for none
 */
public record Algorithm(
        String name,
        String description,
        Set<Task> tasks,
        boolean images,
        Map<String, Parameter> parameters,
        Resources resources) {
    public Algorithm {
        tasks = Set.copyOf(tasks);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The name for people: that of a program without what marks it as one. */
    public String shown() {
        return Program.nameIn(name).orElse(name);
    }
}
