package dev.muster.contract.catalogue;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.document.Document;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Schema;
import dev.muster.contract.document.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms, models and datasets that batch files may name: the built-in ones, and a user's over them. Immutable.
 */
public final class Catalogue {
    private static final Schema SCHEMA = Schema.resource(Catalogue.class, "/dev/muster/contract/catalogue.schema.json");
    private static final String BUILT_IN = "catalogue.yaml";

    private final Names<Algorithm> algorithms = new Names<>();
    private final Names<Model> models = new Names<>();
    private final Names<KnownDataset> datasets = new Names<>();

    private Catalogue() {}

    /** What Muster brings. */
    public static Catalogue builtIn() {
        try (InputStream in = Catalogue.class.getResourceAsStream("/dev/muster/contract/" + BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("the catalogue is missing from the class path");
            }
            return new Catalogue().extended(in.readAllBytes(), BUILT_IN, null);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue cannot be read", e);
        }
    }

    /**
     * This catalogue with a user's entries over it: an entry of a name that is taken replaces the other.
     *
     * @param folder that relative paths in it start from; null for the first allowed root
     * @throws InvalidInputException with everything that is wrong in it
     */
    public Catalogue extended(byte[] text, String name, @Nullable Path folder) {
        Problems problems = new Problems();
        Value document = Document.parse(text, name, problems);
        SCHEMA.check(document, problems);
        Catalogue extended = copy();
        if (problems.none()) {
            new CatalogueReader(extended, problems).read(document, folder);
        }
        problems.throwIfAny();
        return extended;
    }

    /**
     * This catalogue with programs as models; a {@code program:NAME} is an algorithm that models of a user's may name.
     *
     * @throws InvalidInputException when a name is taken
     */
    public Catalogue with(List<Program> programs) {
        Problems problems = new Problems();
        Catalogue extended = copy();
        for (Program program : programs) {
            Stream.concat(Stream.of(program.name()), program.aliases().stream())
                    .filter(name -> extended.model(name).isPresent())
                    .forEach(name -> problems.add(Problem.at(
                            program.folder().toString(),
                            "there is a model \"" + name + "\" already",
                            "give the program another name")));
            extended.algorithms.put(
                    program.algorithm().name(), List.of("program:" + program.name()), program.algorithm());
            extended.add(program.model());
        }
        problems.throwIfAny();
        return extended;
    }

    private Catalogue copy() {
        Catalogue copy = new Catalogue();
        copy.algorithms.putAll(algorithms);
        copy.models.putAll(models);
        copy.datasets.putAll(datasets);
        return copy;
    }

    /** The model of a name or alias. */
    public Optional<Model> model(String name) {
        return models.find(name);
    }

    /** The dataset of a name or alias. */
    public Optional<KnownDataset> dataset(String name) {
        return datasets.find(name);
    }

    /** The algorithm of a name. */
    public Optional<Algorithm> algorithm(String name) {
        return algorithms.find(name);
    }

    /** All algorithms, in the order of the catalogue. */
    public List<Algorithm> algorithms() {
        return algorithms.all();
    }

    /** All models, in the order of the catalogue. */
    public List<Model> models() {
        return models.all();
    }

    /** All datasets, in the order of the catalogue. */
    public List<KnownDataset> datasets() {
        return datasets.all();
    }

    /** What to do about an unknown algorithm. */
    String fixAlgorithm(String unknown) {
        return algorithms.fix(unknown);
    }

    /** What to do about an unknown model: the one that was meant, or those there are. */
    public String fixModel(String unknown) {
        return models.fix(unknown);
    }

    /** What to do about an unknown dataset: the one that was meant, or those there are. */
    public String fixDataset(String unknown) {
        return datasets.fix(unknown);
    }

    void add(Algorithm algorithm) {
        algorithms.put(algorithm.name(), List.of(), algorithm);
    }

    void add(Model model) {
        models.put(model.name(), model.aliases(), model);
    }

    void add(KnownDataset dataset) {
        datasets.put(dataset.name(), dataset.aliases(), dataset);
    }
}
