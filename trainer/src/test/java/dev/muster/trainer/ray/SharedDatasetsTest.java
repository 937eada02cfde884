package dev.muster.trainer.ray;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SharedDatasetsTest {
    private static final long GIB = 1L << 30;

    @Test
    void aDatasetIsSharedWhenThereIsRoom() {
        SharedDatasets datasets = new SharedDatasets(Path.of("cache"), GIB);

        assertThat(datasets.shares(GIB)).isTrue();
        assertThat(datasets.shares(GIB + 1)).isFalse();
    }

    @Test
    void aDatasetThatNoArrayCanHoldIsNotSharedHoweverLargeTheHeapIs() {
        SharedDatasets datasets = new SharedDatasets(Path.of("cache"), 16 * GIB);

        assertThat(datasets.shares(GIB)).isTrue();
        assertThat(datasets.shares(2 * GIB)).isFalse();
        assertThat(datasets.shares(2 * GIB - 1))
                .as("its header has to fit, too")
                .isFalse();
    }
}
