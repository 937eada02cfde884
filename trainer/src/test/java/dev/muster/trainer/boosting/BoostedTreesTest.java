package dev.muster.trainer.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.Digest;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobSpec;
import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.Learner;
import dev.muster.trainer.Samples;
import dev.muster.trainer.Trials;
import dev.muster.trainer.codec.DamagedException;
import dev.muster.trainer.metric.Scorer;
import dev.muster.trainer.metric.Scorers;
import dev.muster.trainer.metric.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoostedTreesTest {
    private final BoostedTrees algorithm = new BoostedTrees();

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void learnsToTellClassesApart(int classes) {
        Map<String, Double> metrics = Trials.run(job(Map.of()), Samples.clusters(classes, 20, 600));

        assertThat(metrics.get("accuracy")).isGreaterThan(0.85);
        assertThat(metrics.get("loss")).isLessThan(0.5);
    }

    @Test
    void itNamesTheVersionOfXgboostThatItTrainsWith() {
        String jar = XGBoost.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();

        assertThat(jar).endsWith("-" + new BoostedTrees().versions().get("xgboost") + ".jar");
    }

    @Test
    void learnsARegressionInUnitsOfTheTarget() {
        Map<String, Double> metrics = Trials.run(job(Map.of("rounds", 200)), Samples.line(4, 1200));

        assertThat(metrics.get("r2")).isGreaterThan(0.93);
        assertThat(metrics.get("rmse")).isLessThan(2.7);
    }

    @Test
    void anEpochSaysTheLossOfTheRowsItLearnedFrom() {
        try (Learner learner = algorithm.start(job(Map.of()), Samples.clusters(3, 10, 300))) {
            double first = learner.train(() -> false).orElseThrow();
            double second = learner.train(() -> false).orElseThrow();

            assertThat(second).isLessThan(first);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.6, 0.8", "0.6, 1.0", "1.0, 0.8", "1.0, 1.0"})
    void aResumeAfterAnyEpochGivesTheSameModel(double columns, double rows) {
        PreparedDataset data = Samples.clusters(3, 10, 300);
        JobSpec job = job(Map.of("columnSample", columns, "subsample", rows, "rounds", 12));
        List<byte[]> states = new ArrayList<>();
        String undisturbed;
        try (Learner learner = algorithm.start(job, data)) {
            for (int epoch = 0; epoch < learner.epochs(); epoch++) {
                learner.train(() -> false);
                states.add(learner.state());
            }
            undisturbed = Digest.of(learner.model());
        }

        for (int epoch = 0; epoch < states.size(); epoch++) {
            try (Learner resumed = algorithm.start(job, data)) {
                resumed.restore(states.get(epoch));
                for (int rest = epoch + 1; rest < states.size(); rest++) {
                    resumed.train(() -> false);
                }
                assertThat(Digest.of(resumed.model()))
                        .as("resumed after epoch %s", epoch + 1)
                        .isEqualTo(undisturbed);
            }
        }
    }

    @Test
    void aPauseInsideAnEpochChangesNothing() {
        PreparedDataset data = Samples.clusters(3, 10, 300);
        JobSpec job = job(Map.of("columnSample", 1.0, "subsample", 1.0, "rounds", 80));
        try (Learner undisturbed = algorithm.start(job, data);
                Learner paused = algorithm.start(job, data);
                Learner resumed = algorithm.start(job, data)) {
            undisturbed.train(() -> false);
            OptionalDouble nothing = paused.train(() -> true);
            resumed.restore(paused.state());
            resumed.train(() -> false);

            assertThat(nothing).isEmpty();
            assertThat(Digest.of(resumed.model())).isEqualTo(Digest.of(undisturbed.model()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void validationRowsArePredictedBitForBitAsByTheWholeModel(int classes) {
        PreparedDataset data = Samples.clusters(classes, 10, 1000);
        JobSpec job = job(Map.of("rounds", 12));
        try (Learner learner = algorithm.start(job, data);
                Learner resumed = algorithm.start(job, data)) {
            for (int epoch = 0; epoch < learner.epochs(); epoch++) {
                learner.train(() -> false);
                Scores scores = scores(learner, data, data.validation());
                resumed.restore(learner.state());

                assertThat(scores).isEqualTo(scores(resumed, data, data.validation()));
                assertThat(scores).isEqualTo(scores(learner, data, new OtherPart(data.validation())));
            }
        }
    }

    private static Scores scores(Learner learner, PreparedDataset data, Part part) {
        Scorer scorer = Scorers.of(data.preprocessing());
        learner.evaluate(part, scorer);
        return scorer.scores();
    }

    /** The same rows, but not the validation part itself, so that nothing is remembered of them. */
    private record OtherPart(Part part) implements Part {
        @Override
        public long rows() {
            return part.rows();
        }

        @Override
        public int shards() {
            return part.shards();
        }

        @Override
        public byte[] shard(int index) {
            return part.shard(index);
        }
    }

    @Test
    void anotherSeedGivesAnotherModel() {
        PreparedDataset data = Samples.clusters(3, 10, 300);
        JobSpec job = job(Map.of());
        JobSpec other = new JobSpec(
                job.name(), job.model(), job.algorithm(), job.parameters(), 2, job.dataset(), job.resources());
        try (Learner first = algorithm.start(job, data);
                Learner second = algorithm.start(other, data)) {
            first.train(() -> false);
            second.train(() -> false);

            assertThat(Digest.of(first.model())).isNotEqualTo(Digest.of(second.model()));
        }
    }

    @Test
    void refusesEveryBadParameterAtOnce() {
        PreparedDataset data = Samples.clusters(2, 4, 60);

        assertThatThrownBy(() -> algorithm.start(job(Map.of("rounds", 0, "subsample", 2.0)), data))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.problems())
                                .extracting("place")
                                .containsExactlyInAnyOrder("parameters.rounds", "parameters.subsample"));
    }

    @Test
    void refusesAStateThatIsNone() {
        try (Learner learner = algorithm.start(job(Map.of()), Samples.clusters(2, 4, 60))) {
            assertThatThrownBy(() -> learner.restore(new byte[] {1, 2, 3})).isInstanceOf(DamagedException.class);
        }
    }

    private static JobSpec job(Map<String, Object> parameters) {
        Map<String, Object> all = new TreeMap<>(
                Map.of("rounds", 60, "maxDepth", 4, "learningRate", 0.2, "subsample", 0.8, "columnSample", 0.8));
        all.putAll(Map.of("minChildWeight", 1.0, "lambda", 1.0, "patience", 0));
        all.putAll(parameters);
        return Samples.job("boosted-trees", all);
    }
}
