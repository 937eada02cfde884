package dev.muster.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnativeErrorTest {
    @Test
    void theExtensionsAreTakenOutOfTheEvent() {
        Map<String, String> attributes = new TreeMap<>(Map.of(
                "subject", "s",
                "knativeerrordest", "http://aggregate.muster.svc.cluster.local",
                "knativeerrorcode", "400",
                "knativeerrordata", "not valid"));

        KnativeError error = KnativeError.takeFrom(attributes);

        assertThat(attributes).isEqualTo(Map.of("subject", "s"));
        assertThat(error).isEqualTo(new KnativeError("http://aggregate.muster.svc.cluster.local", 400, "not valid"));
    }

    @Test
    void whatIsMissingOrNoNumberIsNotKnown() {
        assertThat(KnativeError.takeFrom(new TreeMap<>())).isEqualTo(new KnativeError("", 0, ""));
        assertThat(KnativeError.takeFrom(new TreeMap<>(Map.of("knativeerrorcode", "many")))
                        .status())
                .isZero();
    }

    @Test
    void anErrorInBase64IsReadAlsoWhenItWasCutInsideACharacter() {
        byte[] body = "{\"title\": \"nicht gültig: größer\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(error(encoded(body))).isEqualTo("{\"title\": \"nicht gültig: größer\"}");
        assertThat(error(encoded(Arrays.copyOf(body, 18)))).isEqualTo("{\"title\": \"nicht g");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unauthorized", "ServiceUnavailable/Retry", "not valid", "AAAAAAAAAAAAAAAAAAAAAAAA"})
    void anErrorThatOnlyLooksLikeItStaysAsItIs(String text) {
        assertThat(error(text)).isEqualTo(text);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String error(String data) {
        return KnativeError.takeFrom(new TreeMap<>(Map.of("knativeerrordata", data)))
                .error();
    }
}
