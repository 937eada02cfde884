package dev.muster.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.data.PreparedDataset;
import dev.muster.trainer.Samples;
import dev.muster.trainer.Trials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientAlgorithmsTest {
    @ParameterizedTest
    @CsvSource({
        "logistic-regression, sgd, 0.05",
        "logistic-regression, adam, 0.01",
        "mlp, sgd, 0.05",
        "mlp, adam, 0.005"
    })
    void learnsToTellClustersApart(String algorithm, String optimizer, double learningRate) {
        PreparedDataset data = Samples.clusters(5, 20, 600);

        var metrics =
                Trials.run(Samples.job(algorithm, Map.of("optimizer", optimizer, "learningRate", learningRate)), data);

        assertThat(metrics.get("accuracy")).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "1, 28", "3, 32"})
    void networksForImagesLearnAtEverySize(int channels, int side) {
        PreparedDataset data = Samples.bars(channels, side, side > 8 ? 160 : 320);

        for (String algorithm : List.of("cnn", "resnet")) {
            var metrics = Trials.run(
                    Samples.job(algorithm, Map.of("learningRate", 0.02, "batchSize", 16, "epochs", 6)), data);

            assertThat(metrics.get("accuracy")).as(algorithm).isGreaterThan(0.95);
        }
    }

    @Test
    void regressionIsMeasuredInUnitsOfTheTarget() {
        PreparedDataset data = Samples.line(4, 600);

        for (String algorithm : List.of("linear-regression", "mlp")) {
            var metrics = Trials.run(Samples.job(algorithm, Map.of("epochs", 20, "learningRate", 0.01)), data);

            assertThat(metrics.get("rmse")).as(algorithm).isLessThan(1.0);
            assertThat(metrics.get("r2")).as(algorithm).isGreaterThan(0.98);
        }
    }
}
