package dev.muster.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost:7117", "localhost", "127.0.0.1:7117", "[::1]:7117"})
    void thisMachineMayComeIn(String host) {
        assertThat(Origin.refusal(host, null)).isEmpty();
        assertThat(Origin.refusal(host, "http://localhost:3000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:7117", "localhost.evil.example", "127.0.0.1.evil.example:7117"})
    void aReboundNameStaysOut(String host) {
        assertThat(Origin.refusal(host, null)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "::"})
    void pagesOfOthersStayOut(String origin) {
        assertThat(Origin.refusal("localhost:7117", origin)).isPresent();
    }

    @Test
    void aRequestWithoutHostStaysOut() {
        assertThat(Origin.refusal(null, null)).isPresent();
    }
}
