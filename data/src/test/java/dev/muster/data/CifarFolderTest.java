package dev.muster.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.DataFormat;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CIFAR-10's form, well and broken. */
class CifarFolderTest {
    @TempDir
    private Path folder;

    private DatasetSpec spec;

    @BeforeEach
    void write() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), ImageFiles.cifar(0, 100));
        Files.write(folder.resolve("data_batch_2.bin"), ImageFiles.cifar(100, 400));
        spec = Specs.images(DataFormat.CIFAR_10, folder);
    }

    @Test
    void batchesFollowEachOtherAndTheTestBatchIsTheTestPart() throws IOException {
        Files.write(folder.resolve("test_batch.bin"), ImageFiles.cifar(7, 20));

        PreparedDataset prepared = Specs.prepare(spec, folder.resolve("cache"));

        assertThat(prepared.shape()).containsExactly(3, 32, 32);
        assertThat(prepared.classes())
                .containsExactly(
                        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
        List<float[]> test = Specs.rows(prepared, prepared.test());
        assertThat(test).hasSize(20);
        for (int i = 0; i < 20; i++) {
            assertThat(test.get(i)[0]).isEqualTo((float) ((i + 7) / 255.0));
            assertThat(test.get(i)[3071]).isEqualTo((float) ((i + 7) / 255.0));
            assertThat(test.get(i)[3072]).isEqualTo((i + 7) % 10);
        }
        assertThat(prepared.train().rows() + prepared.validation().rows()).isEqualTo(500);
        assertThat(Specs.rows(prepared, prepared.train()).get(0)[0]).isZero();
    }

    @Test
    void withoutATestBatchRowsAreSplit() {
        PreparedDataset prepared = Specs.prepare(spec, folder.resolve("cache"));

        assertThat(prepared.test().rows()).isBetween(60L, 140L);
        assertThat(prepared.train().rows()
                        + prepared.validation().rows()
                        + prepared.test().rows())
                .isEqualTo(500);
    }

    @Test
    void aFileOfAnotherSize() throws IOException {
        Files.write(folder.resolve("data_batch_2.bin"), new byte[3074 * 10]);
        Files.write(folder.resolve("test_batch.bin"), new byte[0]);

        List<Problem> problems = Specs.problems(spec);

        assertThat(problems).extracting(Problem::place).allMatch(place -> place.matches(".*/(data|test)_batch.*"));
        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly(
                        "the file has 30740 bytes, and that is no multiple of 3073, the size of a label and an image",
                        "the file is empty");
    }

    @Test
    void aLabelBeyondNine() throws IOException {
        byte[] batch = ImageFiles.cifar(0, 100);
        batch[3073 * 41] = 10;
        batch[3073 * 42] = -1;
        Files.write(folder.resolve("data_batch_1.bin"), batch);

        assertThat(Specs.problems(spec))
                .extracting(Problem::message)
                .containsExactly(
                        "record 42 has the label 10, and labels go from 0 to 9",
                        "record 43 has the label 255, and labels go from 0 to 9");
    }

    @Test
    void aFolderWithoutBatches() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        List<Problem> problems = Specs.problems(Specs.images(DataFormat.CIFAR_10, empty));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).message()).contains("no file data_batch_1.bin");
        assertThat(problems.get(0).fix()).contains("cifar-10-binary.tar.gz");
    }

    @Test
    void aMissingFolderAndAFileInItsPlace() {
        assertThat(Specs.problems(Specs.images(DataFormat.CIFAR_10, folder.resolve("none"))))
                .extracting(Problem::message)
                .containsExactly("there is no such file or folder");
        assertThat(Specs.problems(Specs.images(DataFormat.CIFAR_10, folder.resolve("data_batch_1.bin"))))
                .extracting(Problem::message)
                .containsExactly("a file is there, not a folder");
    }

    @Test
    void theOrderOfBatchesAndTheirRoleAreInTheDigest() throws IOException {
        String digest = Datasets.inspect(spec).digest();
        Files.move(folder.resolve("data_batch_2.bin"), folder.resolve("test_batch.bin"));

        assertThat(Datasets.inspect(spec).digest()).isNotEqualTo(digest);
        assertThat(Arrays.asList(digest.split(":"))).hasSize(2);
    }
}
