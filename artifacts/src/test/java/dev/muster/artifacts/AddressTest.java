package dev.muster.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.muster.artifacts.ArtifactException.Kind;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "ftp://host/folder, no artifact store serves 'ftp:'",
                "file://host/elsewhere, authority",
                "file:relative, not hierarchical",
                "s3:///prefix, it names no bucket",
                "s3://bucket?color=red, 'color' is not one of its options",
                "gs://bucket?endpoint, 'endpoint' is not one of its options",
                "azblob://container/prefix, it lacks the account",
            })
    void refusesWhatIsNoAddressAndSaysWhy(String address, String why) {
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> ArtifactStore.open(address))
                .withMessageContaining(why)
                .withMessageContaining("s3://bucket/prefix")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_ADDRESS));
    }

    @ParameterizedTest
    @CsvSource({"s3://name:hidden@bucket/prefix", "s3://bucket/prefix?secret_access_key=hidden&region=x"})
    void repeatsNoKeyThatSomebodyPutIntoAnAddress(String address) {
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> ArtifactStore.open(address))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("hidden"));
    }

    @Test
    void anAddressBecomesTheSettingsOfItsCloud() {
        assertThat(settings("s3://b/models/muster?region=eu-central-1&endpoint=https://s3.example"))
                .containsOnly(
                        entry("bucket", "b"),
                        entry("root", "/models/muster"),
                        entry("region", "eu-central-1"),
                        entry("endpoint", "https://s3.example"));
        assertThat(settings("gs://b")).containsOnly(entry("bucket", "b"), entry("root", "/"));
        assertThat(settings("azblob://c/models?account=a"))
                .containsOnly(
                        entry("container", "c"),
                        entry("root", "/models"),
                        entry("account_name", "a"),
                        entry("endpoint", "https://a.blob.core.windows.net"));
    }

    private static Map<String, String> settings(String address) {
        URI uri = URI.create(address);
        return Cloud.of(uri).settings(uri);
    }
}
