package dev.muster.trainer;

import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.data.PreparedDataset;
import dev.muster.data.Preprocessing;
import dev.muster.trainer.codec.DamagedException;
import dev.muster.trainer.codec.Frame;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A model as it is stored: what is needed to predict, and nothing that differs between equal trainings. */
public final class ModelFile {
    private final Header header;
    private final byte[] content;

    private ModelFile(Header header, byte[] content) {
        this.header = header;
        this.content = content;
    }

    /** What a job learned. */
    static ModelFile of(JobSpec job, PreparedDataset data, byte[] content) {
        return new ModelFile(new Header(job.algorithm(), job.parameters(), data.preprocessing()), content);
    }

    /**
     * Reads a stored model.
     *
     * @throws DamagedException when it is none
     */
    public static ModelFile read(byte[] bytes) {
        Frame frame = Frame.read(Frame.Kind.MODEL, bytes);
        try {
            return new ModelFile(Json.read(frame.header(), Header.class), frame.payload());
        } catch (IllegalArgumentException e) {
            throw new DamagedException("model", e);
        }
    }

    /** What the model is. */
    public Header header() {
        return header;
    }

    /** What {@link Learner#model()} gave, not copied. */
    public byte[] content() {
        return content;
    }

    byte[] bytes() {
        return new Frame(Json.bytes(header), content).bytes(Frame.Kind.MODEL);
    }

    /**
     * What a model is.
     *
     * @param algorithm that reads it
     * @param parameters that it was learned with
     * @param preprocessing that makes rows of raw values
     */
    public record Header(String algorithm, Map<String, Object> parameters, Preprocessing preprocessing) {
        public Header {
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        }
    }
}
