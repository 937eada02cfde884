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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An algorithm that learns nothing, so that everything around it can be timed: at once, or after as many {@code millis}
 * as its parameter says, in which it sleeps.
 */
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
        return new Idle(job.parameters().get("millis") instanceof Integer millis ? millis : 0);
    }

    @Override
    public Predictor load(ModelFile file) {
        throw new UnsupportedOperationException("it predicts nothing");
    }

    private static final class Idle implements Learner {
        private static final int NAP = 50;

        private int left;

        Idle(int millis) {
            this.left = millis;
        }

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
            while (left > 0 && !pause.getAsBoolean()) {
                nap();
            }
            return left > 0 ? OptionalDouble.empty() : OptionalDouble.of(0);
        }

        private void nap() {
            try {
                TimeUnit.MILLISECONDS.sleep(Math.min(NAP, left));
                left -= NAP;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                left = 0;
            }
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
