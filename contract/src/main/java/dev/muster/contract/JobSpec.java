package dev.muster.contract;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One training, complete: with equal specs (the name aside) equal models come out.
 *
 * @param name unique in its batch
 * @param model as the user wrote it, such as {@code ResNet}
 * @param algorithm that the catalogue resolves the model to, such as {@code resnet}
 * @param parameters every parameter of the algorithm, defaults filled in; numbers, texts, booleans and lists of them
 * @param seed of everything random in it
 * @param dataset with its digest
 * @param resources that it needs
 */
public record JobSpec(
        String name,
        String model,
        String algorithm,
        Map<String, Object> parameters,
        long seed,
        Dataset dataset,
        Resources resources) {
    public JobSpec {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** A digest of everything in it that its result depends on, which leaves out names, places and resources. */
    public String recipe() {
        DatasetSpec data = dataset.spec();
        return Digest.of(
                algorithm,
                Json.text(parameters),
                String.valueOf(seed),
                dataset.digest(),
                Json.text(new DatasetSpec(
                        "", "", data.format(), data.task(), data.target(), data.shape(), data.split())));
    }
}
