package dev.muster.contract.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void anEntryOfANameThatIsTakenReplacesTheOtherUnderAllOfItsNames() {
        Names<String> names = new Names<>();
        names.put("mlp", List.of("DNN", "neural-network"), "built in");
        names.put("cnn", List.of(), "another");

        names.put("MLP", List.of("net"), "own");

        assertThat(names.find("mlp")).contains("own");
        assertThat(names.find("dnn")).contains("own");
        assertThat(names.find("net")).contains("own");
        assertThat(names.all()).containsExactly("another", "own");
    }
}
