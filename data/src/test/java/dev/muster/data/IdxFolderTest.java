package dev.muster.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.contract.DataFormat;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Problem;
import dev.muster.contract.Profile;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MNIST's form, well and broken. */
class IdxFolderTest {
    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";

    @TempDir
    private Path folder;

    @Test
    void imagesAreScaledToOneAndSplitByTheirIndex() throws IOException {
        DatasetSpec spec = spec(ImageFiles.mnist(folder, 90, 90));

        PreparedDataset prepared = Specs.prepare(spec, folder.resolve("cache"));

        assertThat(prepared.shape()).containsExactly(1, 2, 3);
        assertThat(prepared.classes()).containsExactly("0", "1", "2");
        Splitter splitter = Splitter.of(Split.DEFAULT);
        int[] next = new int[3];
        List<List<float[]>> parts = List.of(
                Specs.rows(prepared, prepared.train()),
                Specs.rows(prepared, prepared.validation()),
                Specs.rows(prepared, prepared.test()));
        for (int i = 0; i < 90; i++) {
            int part = List.of(PartKind.values()).indexOf(splitter.part(i));
            float[] expected = new float[7];
            for (int pixel = 0; pixel < 6; pixel++) {
                expected[pixel] = (float) (((i * 6 + pixel) & 0xFF) / 255.0);
            }
            expected[6] = i % 3;
            assertThat(parts.get(part).get(next[part]++)).containsExactly(expected);
        }
    }

    @Test
    void theProfileHasOneEntryForAllPixels() throws IOException {
        Profile profile =
                Datasets.inspect(spec(ImageFiles.mnist(folder, 128, 128))).profile();

        assertThat(profile.rows()).isEqualTo(128);
        assertThat(profile.classes()).isEqualTo(Map.of("0", 43L, "1", 43L, "2", 42L));
        assertThat(profile.columns()).hasSize(1);
        Profile.Column pixels = profile.columns().get(0);
        assertThat(pixels.name()).isEqualTo("pixels");
        assertThat(pixels.min()).isZero();
        assertThat(pixels.max()).isEqualTo(255);
        assertThat(pixels.mean()).isEqualTo(127.5);
        assertThat(pixels.histogram().values()).allMatch(count -> count == 75 || count == 78);
    }

    @Test
    void packedFilesHaveTheDigestOfPlainOnes() throws IOException {
        String plain = Datasets.inspect(spec(ImageFiles.mnist(folder.resolve("plain"), 90, 90)))
                .digest();
        Path packed = Files.createDirectories(folder.resolve("packed"));
        Files.write(packed.resolve(IMAGES + ".gz"), ImageFiles.gzip(ImageFiles.idxImages(90)));
        Files.write(packed.resolve(LABELS + ".gz"), ImageFiles.gzip(ImageFiles.idxLabels(90)));

        assertThat(Datasets.inspect(spec(packed)).digest()).isEqualTo(plain);
    }

    @Test
    void aTestPartIsUsedAsItIs() throws IOException {
        ImageFiles.mnist(folder, 90, 90);
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), ImageFiles.idxImages(12));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), ImageFiles.idxLabels(12));

        PreparedDataset prepared = Specs.prepare(spec(folder), folder.resolve("cache"));

        assertThat(prepared.test().rows()).isEqualTo(12);
        assertThat(prepared.train().rows() + prepared.validation().rows()).isEqualTo(90);
    }

    @Test
    void missingFilesAreAllNamed() throws IOException {
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), ImageFiles.idxImages(12));

        assertThat(Specs.problems(spec(folder)))
                .extracting(Problem::message)
                .containsExactly(
                        "the folder has no file train-images-idx3-ubyte or train-images-idx3-ubyte.gz",
                        "the folder has no file train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz",
                        "the folder has no file t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz");
    }

    @Test
    void aFileWithAnotherMagicNumber() throws IOException {
        ImageFiles.mnist(folder, 9, 9);
        Files.write(folder.resolve(IMAGES), ImageFiles.idxLabels(9));

        Problem problem = only();

        assertThat(problem.place()).endsWith(IMAGES);
        assertThat(problem.message())
                .isEqualTo("the file begins with 0x00000801, and an IDX file of this kind with 0x00000803");
    }

    @Test
    void moreImagesThanLabels() throws IOException {
        ImageFiles.mnist(folder, 9, 8);

        Problem problem = only();

        assertThat(problem.place()).endsWith(LABELS);
        assertThat(problem.message()).isEqualTo("the file has 8 labels for the 9 images in " + IMAGES);
    }

    @Test
    void aFileThatWasCutShort() throws IOException {
        ImageFiles.mnist(folder, 9, 9);
        byte[] whole = ImageFiles.idxImages(9);
        Files.write(folder.resolve(IMAGES), Arrays.copyOf(whole, whole.length - 8));
        assertThat(only().message()).isEqualTo("the file ends after 7 of the 9 items that its header names");

        Files.write(folder.resolve(IMAGES), Arrays.copyOf(whole, 10));
        assertThat(only().message()).isEqualTo("the file ends within its header");

        Files.write(folder.resolve(IMAGES), new byte[0]);
        assertThat(only().message()).isEqualTo("the file ends within its header");
    }

    @Test
    void aFileThatGoesOn() throws IOException {
        ImageFiles.mnist(folder, 9, 9);
        byte[] whole = ImageFiles.idxLabels(9);
        Files.write(folder.resolve(LABELS), Arrays.copyOf(whole, whole.length + 1));

        assertThat(only().message()).isEqualTo("the file goes on after the 9 items that its header names");
    }

    @Test
    void aPackedFileThatIsTornOrNotPacked() throws IOException {
        ImageFiles.mnist(folder, 90, 90);
        byte[] packed = ImageFiles.gzip(Files.readAllBytes(folder.resolve(IMAGES)));
        Files.delete(folder.resolve(IMAGES));
        Files.write(folder.resolve(IMAGES + ".gz"), Arrays.copyOf(packed, packed.length / 2));
        assertThat(only().place()).endsWith(IMAGES + ".gz");

        Files.write(folder.resolve(IMAGES + ".gz"), ImageFiles.idxImages(90));
        assertThat(only().message()).isEqualTo("the file is named .gz and is no gzip file, or was damaged");

        packed[packed.length - 6] ^= 1;
        Files.write(folder.resolve(IMAGES + ".gz"), packed);
        assertThat(only().message()).isEqualTo("the file is named .gz and is no gzip file, or was damaged");
    }

    @Test
    void settingsThatDoNotFitImages() throws IOException {
        DatasetSpec spec = new DatasetSpec(
                "test",
                ImageFiles.mnist(folder, 9, 9).toString(),
                DataFormat.MNIST_IDX,
                Task.REGRESSION,
                "label",
                List.of(1, 28, 28),
                Split.DEFAULT);

        assertThat(Specs.problems(spec))
                .extracting(Problem::message)
                .containsExactly(
                        "labels of images are classes, not numbers",
                        "images carry their labels: there is no column 'label'",
                        "the images have the shape [1, 2, 3], not [1, 28, 28]");
    }

    @Test
    void imagesOfWhichNoneFitsAShard() throws IOException {
        int side = 1024;
        byte[] images = ByteBuffer.allocate(16 + 3 * side * side)
                .putInt(0x0803)
                .putInt(3)
                .putInt(side)
                .putInt(side)
                .array();
        Files.write(folder.resolve(IMAGES), images);
        Files.write(folder.resolve(LABELS), ImageFiles.idxLabels(3));

        assertThat(Specs.problems(spec(folder)))
                .extracting(Problem::place, Problem::message)
                .contains(tuple(
                        folder.toString(), "an image becomes 1048576 features, and no more than 1048575 fit a shard"));
    }

    @Test
    void tooFewImages() throws IOException {
        ImageFiles.mnist(folder, 3, 3);

        assertThat(Specs.problems(spec(folder)))
                .extracting(Problem::place, Problem::message)
                .containsExactly(tuple(folder.toString(), "the dataset has 3 classes in only 3 rows"));
    }

    private Problem only() {
        List<Problem> problems = Specs.problems(spec(folder));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static DatasetSpec spec(Path folder) {
        return Specs.images(DataFormat.MNIST_IDX, folder);
    }
}
