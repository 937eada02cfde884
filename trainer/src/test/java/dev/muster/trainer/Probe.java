package dev.muster.trainer;

import dev.muster.contract.JobSpec;
import dev.muster.contract.Task;
import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;
import dev.muster.trainer.metric.Scorer;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An algorithm from outside that learns nothing, quickly. With {@code fail} it throws an exception of that kind in its
 * first epoch, with {@code wait} it stays in its first epoch until told to pause.
 */
public final class Probe implements Algorithm {
    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Set<Task> tasks() {
        return EnumSet.allOf(Task.class);
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("probe", "1");
    }

    @Override
    public Learner start(JobSpec job, PreparedDataset data) {
        return new ProbeLearner(job, data);
    }

    @Override
    public Predictor load(ModelFile file) {
        throw new UnsupportedOperationException("a probe predicts nothing");
    }

    private static final class ProbeLearner implements Learner {
        private final JobSpec job;
        private final PreparedDataset data;
        private int epoch;

        ProbeLearner(JobSpec job, PreparedDataset data) {
            this.job = job;
            this.data = data;
        }

        @Override
        public int epochs() {
            return new Parameters(job).count("epochs", 1);
        }

        @Override
        public int patience() {
            return 0;
        }

        @Override
        public OptionalDouble train(BooleanSupplier pause) {
            String failure = String.valueOf(job.parameters().get("fail"));
            if (failure.equals("error")) {
                throw new OutOfMemoryError("as asked");
            }
            if (failure.equals("bug")) {
                throw new IllegalStateException("as asked");
            }
            if (job.parameters().containsKey("wait")) {
                waitFor(pause);
                return OptionalDouble.empty();
            }
            epoch++;
            return OptionalDouble.of(1.0 / epoch);
        }

        private static void waitFor(BooleanSupplier pause) {
            try {
                while (!pause.getAsBoolean()) {
                    new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public int position() {
            return 0;
        }

        @Override
        public void evaluate(Part part, Scorer scorer) {
            int classes = data.classes().size();
            float[] outputs = new float[classes];
            outputs[0] = 1;
            scorer.add(outputs, new float[1], 1);
        }

        @Override
        public void keep() {}

        @Override
        public void revert() {}

        @Override
        public byte[] state() {
            return new Encoder().putInt(epoch).bytes();
        }

        @Override
        public void restore(byte[] state) {
            epoch = new Decoder("state", state).getInt();
        }

        @Override
        public byte[] model() {
            return state();
        }

        @Override
        public void close() {}
    }
}
