package dev.muster.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.InvalidInputException;
import dev.muster.edge.EventCodec;
import dev.muster.ledger.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {
    private static final DeadLetter LETTER = new DeadLetter(
            "/source",
            "id-1",
            "x.y",
            Map.of("datacontenttype", "application/json", "subject", "s", "correlationid", "7"),
            bytes("{\"dataset\": \"digitz\"}"));

    /** Cases of RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":\"b\"}         | {\"a\":\"c\"}              | {\"a\":\"c\"}",
                "{\"a\":\"b\"}         | {\"b\":\"c\"}              | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}         | {\"a\":null}               | {}",
                "{\"a\":[\"b\"]}       | {\"a\":\"c\"}              | {\"a\":\"c\"}",
                "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
                "[\"a\",\"b\"]         | [\"c\"]                    | [\"c\"]",
                "{\"e\":null}          | {\"a\":1}                  | {\"e\":null,\"a\":1}",
                "[1,2]                 | {\"a\":\"b\",\"c\":null}   | {\"a\":\"b\"}",
                "{}                    | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}",
            })
    void aMergePatchIsAppliedAsTheStandardHasIt(String data, String patch, String result) {
        assertThat(new String(Patch.merge(bytes(data), patch), StandardCharsets.UTF_8))
                .isEqualToIgnoringWhitespace(result);
    }

    @Test
    void aMergePatchNeedsJsonOnBothSides() {
        assertThatThrownBy(() -> Patch.merge(bytes("batch: x"), "{}")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Patch.merge(bytes("{}"), "{")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aFileIsTakenAsItIs() {
        assertThat(Patch.replace(LETTER, bytes("batch: x"))).isEqualTo(bytes("batch: x"));
        assertThat(Patch.replace(LETTER, bytes("[1]"))).isEqualTo(bytes("[1]"));
    }

    @Test
    void ofAnEventInAFileTheDataCounts() {
        String event = event().replace("digitz", "digits");

        assertThat(Patch.replace(LETTER, bytes(event))).isEqualTo(bytes("{\"dataset\":\"digits\"}"));
    }

    @ParameterizedTest
    @CsvSource({"id-1, id-2, id", "/source, /other, source", "x.y, x.z, type", "'\"7\"', '\"8\"', correlationid"})
    void anEventWithAnotherIdentityIsRefusedWithThePlace(String before, String after, String place) {
        assertThatThrownBy(() -> Patch.replace(LETTER, bytes(event().replace(before, after))))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.place()).isEqualTo(place)));
    }

    private static String event() {
        return new String(EventCodec.structured(Redriving.event(LETTER)).body(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
