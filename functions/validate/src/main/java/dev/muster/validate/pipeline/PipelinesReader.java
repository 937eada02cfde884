package dev.muster.validate.pipeline;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.batchfile.BatchFileReader;
import dev.muster.contract.document.Document;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Schema;
import dev.muster.contract.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a pipelines file, and everything that it refers to. */
final class PipelinesReader {
    private static final Schema SCHEMA =
            Schema.resource(BatchFileReader.class, "/dev/muster/contract/pipelines.schema.json");
    private static final Set<String> ALWAYS = Set.of("id", "source", "subject", "date");
    private static final Set<String> OF_OBJECTS = Set.of("bucket", "key", "name", "file");

    private final Path folder;
    private final Problems problems;

    private PipelinesReader(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static Pipelines read(Path file) {
        Problems problems = new Problems();
        Path absolute = file.toAbsolutePath().normalize();
        Value document = Document.parse(bytes(absolute), file.toString(), problems);
        SCHEMA.check(document, problems);
        Path folder = absolute.getParent();
        PipelinesReader reader = new PipelinesReader(folder == null ? absolute : folder, problems);
        Buckets buckets = new Buckets(reader.buckets(document));
        List<Pipeline> pipelines = reader.pipelines(document);
        problems.throwIfAny();
        return new Pipelines(pipelines, buckets);
    }

    private Map<String, Path> buckets(Value document) {
        Map<String, Path> folders = new HashMap<>();
        document.field("buckets").ifPresent(buckets -> {
            for (String bucket : buckets.names()) {
                buckets.field(bucket).flatMap(this::path).ifPresent(path -> folders.put(bucket, path));
            }
        });
        return folders;
    }

    private List<Pipeline> pipelines(Value document) {
        List<Pipeline> pipelines = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Value entry : document.field("pipelines").map(Value::items).orElse(List.of())) {
            entry.field("name").ifPresent(name -> {
                if (!names.add(name.text().orElse(""))) {
                    problems.add(name.problem(
                            "is " + name.shown() + ", as is another pipeline", "give each a name of its own"));
                }
            });
            pipeline(entry).ifPresent(pipelines::add);
        }
        return pipelines;
    }

    private Optional<Pipeline> pipeline(Value entry) {
        Optional<String> name = entry.field("name").flatMap(Value::text);
        Optional<Selector> on = entry.field("on").map(Selector::read);
        Optional<Template> template = entry.field("batch").flatMap(this::template);
        if (name.isEmpty() || on.isEmpty() || template.isEmpty()) {
            return Optional.empty();
        }
        check(template.get(), on.get());
        return Optional.of(new Pipeline(name.get(), on.get(), template.get()));
    }

    /** Tries the template with words that fit everywhere, so that a wrong one is found before an event needs it. */
    private void check(Template template, Selector on) {
        Set<String> known = Stream.concat(ALWAYS.stream(), on.selectsObjects() ? OF_OBJECTS.stream() : Stream.empty())
                .collect(Collectors.toSet());
        template.check(known, problems);
        Map<String, String> words = known.stream().collect(Collectors.toMap(Function.identity(), word -> "x"));
        BatchFileReader.checkForm(template.filled(words), problems);
    }

    private Optional<Template> template(Value batch) {
        if (batch.text().isEmpty()) {
            return Optional.of(new Template(batch, folder));
        }
        return path(batch).flatMap(file -> {
            try {
                Value document = Document.parse(bytes(file), file.toString(), problems);
                return Optional.of(new Template(document, file.getParent()));
            } catch (InvalidInputException e) {
                e.problems()
                        .forEach(problem ->
                                problems.add(batch.problem(problem.place() + ": " + problem.message(), problem.fix())));
                return Optional.empty();
            }
        });
    }

    private Optional<Path> path(Value value) {
        try {
            return value.text().map(text -> folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return problems.add(value.problem("is no path: " + e.getReason(), "correct it"));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw InvalidInputException.of(Problem.at(file.toString(), "cannot be read: " + e, "name a file that can"));
        }
    }
}
