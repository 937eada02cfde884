package dev.muster.benchmarks;

import dev.muster.contract.JobSpec;
import dev.muster.contract.Task;
import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.Algorithm;
import dev.muster.trainer.Learner;
import dev.muster.trainer.ModelFile;
import dev.muster.trainer.Predictor;
import dev.muster.trainer.metric.Scorer;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** An algorithm that learns nothing at once, so that everything around it can be timed. */
public final class Nothing implements Algorithm {
    @Override
    public String name() {
        return "nothing";
    }

    @Override
    public Set<Task> tasks() {
        return Set.of(Task.CLASSIFICATION);
    }

    @Override
    public Map<String, String> versions() {
        return Map.of();
    }

    @Override
    public Learner start(JobSpec job, PreparedDataset data) {
        return new Idle();
    }

    @Override
    public Predictor load(ModelFile file) {
        throw new UnsupportedOperationException("it predicts nothing");
    }

    private static final class Idle implements Learner {
        @Override
        public int epochs() {
            return 1;
        }

        @Override
        public int patience() {
            return 0;
        }

        @Override
        public OptionalDouble train(BooleanSupplier pause) {
            return OptionalDouble.of(0);
        }

        @Override
        public int position() {
            return 0;
        }

        @Override
        public void evaluate(Part part, Scorer scorer) {
            scorer.add(new float[] {1, 0}, new float[] {0}, 1);
        }

        @Override
        public void keep() {}

        @Override
        public void revert() {}

        @Override
        public byte[] state() {
            return new byte[] {0};
        }

        @Override
        public void restore(byte[] state) {}

        @Override
        public byte[] model() {
            return new byte[] {0};
        }

        @Override
        public void close() {}
    }
}
