package dev.muster.validate.pipeline;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.document.Value;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of a pipelines file. Immutable. */
public final class Pipelines {
    /** No rules: every foreign event is skipped. */
    public static final Pipelines NONE = new Pipelines(List.of(), new Buckets(Map.of()));

    private final List<Pipeline> pipelines;
    private final Buckets buckets;

    Pipelines(List<Pipeline> pipelines, Buckets buckets) {
        this.pipelines = List.copyOf(pipelines);
        this.buckets = buckets;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidInputException with everything that is wrong in it
     */
    public static Pipelines read(Path file) {
        return PipelinesReader.read(file);
    }

    /** The folders where objects lie: batches that pipelines start may read them. */
    public List<Path> folders() {
        return buckets.roots();
    }

    /**
     * The batches that an event starts, in the order of the file; the same event, the same batches.
     *
     * @throws InvalidInputException when the event is not what its type says
     */
    public List<Start> starts(CloudEvent event) {
        Occurrence occurrence = Occurrence.of(event);
        List<Start> starts = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            if (pipeline.on().matches(occurrence)) {
                starts.add(start(pipeline, occurrence));
            }
        }
        return starts;
    }

    /** What is wrong for one pipeline must not keep the others from starting, so nothing is filled in here. */
    private Start start(Pipeline pipeline, Occurrence occurrence) {
        Template template = pipeline.template();
        return new Start(pipeline.name(), occurrence.identity(), () -> filled(template, occurrence), template.folder());
    }

    private Value filled(Template template, Occurrence occurrence) {
        Map<String, String> words = occurrence.words();
        StoredObject object = occurrence.object();
        if (object != null && template.placeholders().contains("file")) {
            words.put("file", buckets.file(object).toString());
        }
        return template.filled(words);
    }
}
