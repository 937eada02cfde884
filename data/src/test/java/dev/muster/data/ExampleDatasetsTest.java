package dev.muster.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.contract.DataFormat;
import dev.muster.contract.Profile;
import dev.muster.contract.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The datasets that come with the repository, against what is known of them elsewhere. */
class ExampleDatasetsTest {
    private static final Path DATA = Path.of("..", "examples", "data");

    @TempDir
    private Path cache;

    @Test
    void digitsAreImagesScaledByTheirLargestPixel() {
        var spec = Specs.csv(DATA.resolve("digits.csv"), Task.CLASSIFICATION, "label", List.of(1, 8, 8));

        Inspection inspection = Datasets.inspect(spec);
        PreparedDataset prepared = Datasets.prepare(spec, inspection.digest(), cache);

        assertThat(inspection.profile().rows()).isEqualTo(1797);
        assertThat(inspection.profile().classes())
                .containsAllEntriesOf(Map.of("0", 178L, "1", 182L, "2", 177L, "3", 183L, "9", 180L))
                .hasSize(10);
        assertThat(prepared.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(prepared.shape()).containsExactly(1, 8, 8);
        assertThat(prepared.features()).isEqualTo(64);
        assertThat(prepared.train().rows()
                        + prepared.validation().rows()
                        + prepared.test().rows())
                .isEqualTo(1797);
        for (float[] row : Specs.rows(prepared, prepared.train())) {
            for (int i = 0; i < 64; i++) {
                assertThat(row[i] * 16).isBetween(0f, 16f).isEqualTo((float) Math.round(row[i] * 16));
            }
            assertThat(row[64]).isBetween(0f, 9f);
        }
    }

    @Test
    void breastCancerIsATableOfNumbersWithTwoClasses() {
        var spec = Specs.classes(DATA.resolve("breast-cancer.csv"), "diagnosis");

        Inspection inspection = Datasets.inspect(spec);

        assertThat(inspection.profile().classes()).isEqualTo(Map.of("malignant", 212L, "benign", 357L));
        Profile.Column radius = inspection.profile().columns().get(0);
        assertThat(radius.name()).isEqualTo("mean_radius");
        assertThat(radius.kind()).isEqualTo(Profile.Kind.NUMERIC);
        assertThat(radius.min()).isEqualTo(6.981);
        assertThat(radius.max()).isEqualTo(28.11);
        assertThat(radius.mean()).isCloseTo(14.127292, within(1e-6));
        assertThat(radius.deviation()).isCloseTo(3.520951, within(1e-6));
        assertThat(radius.histogram().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(569);
    }

    @Test
    void diabetesIsARegressionThatKeepsTheRawTarget() {
        PreparedDataset prepared = Specs.prepare(Specs.values(DATA.resolve("diabetes.csv"), "progression"), cache);

        var target = prepared.preprocessing().target();
        assertThat(target).isNotNull();
        assertThat(target.name()).isEqualTo("progression");
        assertThat(prepared.classes()).isEmpty();
        List<float[]> rows = Specs.rows(prepared, prepared.train());
        assertThat(rows.stream().mapToDouble(row -> row[10]).average().orElseThrow())
                .isCloseTo(target.mean(), within(1e-6));
        assertThat(rows).allSatisfy(row -> assertThat(row[10]).isBetween(25f, 346f));
    }

    @Test
    void penguinsHaveCategoriesAndMissingValues() {
        var spec = Specs.classes(DATA.resolve("penguins.csv"), "species");

        Inspection inspection = Datasets.inspect(spec);
        PreparedDataset prepared = Datasets.prepare(spec, inspection.digest(), cache);

        Profile.Column sex = inspection.profile().columns().get(6);
        assertThat(sex.kind()).isEqualTo(Profile.Kind.CATEGORICAL);
        assertThat(sex.missing()).isEqualTo(11);
        assertThat(sex.histogram()).containsExactly(Map.entry("male", 168L), Map.entry("female", 165L));
        assertThat(prepared.featureNames())
                .containsExactly(
                        "island=Biscoe",
                        "island=Dream",
                        "island=Torgersen",
                        "bill_length_mm",
                        "bill_depth_mm",
                        "flipper_length_mm",
                        "body_mass_g",
                        "sex=female",
                        "sex=male",
                        "sex=(missing)",
                        "year");
        assertThat(prepared.classes()).containsExactly("Adelie", "Chinstrap", "Gentoo");
    }

    @Test
    void mnistBringsItsOwnTestPart() {
        PreparedDataset prepared = Specs.prepare(Specs.images(DataFormat.MNIST_IDX, DATA.resolve("mnist")), cache);

        assertThat(prepared.shape()).containsExactly(1, 28, 28);
        assertThat(prepared.test().rows()).isEqualTo(400);
        assertThat(prepared.train().rows() + prepared.validation().rows()).isEqualTo(1600);
        assertThat(prepared.validation().rows()).isBetween(110L, 210L);
        assertThat(prepared.classes()).hasSize(10);
        List<float[]> test = Specs.rows(prepared, prepared.test());
        for (int i = 0; i < test.size(); i++) {
            assertThat(test.get(i)[784]).isEqualTo(i % 10);
        }
    }
}
