package dev.muster.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.contract.Problem;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.WireForm;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    static List<CloudEvent> samples() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEverySampleInBinaryMode(CloudEvent sample) {
        assertSame(EventCodec.decode(message(WireForm.binary(sample))), sample);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEverySampleInStructuredMode(CloudEvent sample) {
        assertSame(EventCodec.decode(message(WireForm.structured(sample))), sample);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void writesEverySampleAsTheBindingSays(CloudEvent sample) {
        HttpMessage written = EventCodec.binary(sample);
        HttpMessage expected = message(WireForm.binary(sample));

        assertThat(written.headers()).isEqualTo(expected.headers());
        assertThat(written.body()).isEqualTo(expected.body());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatItWrites(CloudEvent sample) {
        assertSame(EventCodec.decode(EventCodec.binary(sample)), sample);
        assertSame(EventCodec.decode(EventCodec.structured(sample)), sample);
    }

    @ParameterizedTest
    @CsvSource({
        "caf%C3%A9,              café",
        "Euro%20%E2%82%AC,       Euro €",
        "%41%4a,                 AJ",
        "100%,                   100%",
        "100%zz,                 100%zz",
        "%2541,                  %41",
        "'\"a \\\"b\\\" c\"',    'a \"b\" c'",
        "'  padded  ',           padded",
    })
    void decodesHeaderValuesOnceAndForgivesStrayPercentSigns(String header, String value) {
        CloudEvent event = EventCodec.decode(binary(Map.of("ce-subject", header), ""));

        assertThat(event.getSubject()).isEqualTo(value);
    }

    @Test
    void readsTypesWithASuffixAsTheyAre() {
        CloudEvent event = EventCodec.decode(binary(Map.of("Content-Type", "application/cdevents+json"), "{\"a\":1}"));

        assertThat(event.getDataContentType()).isEqualTo("application/cdevents+json");
        assertThat(text(event)).isEqualTo("{\"a\":1}");
    }

    @Test
    void readsAnEventWithoutDataAndContentType() {
        CloudEvent event = EventCodec.decode(binary(Map.of(), ""));

        assertThat(event.getData()).isNull();
        assertThat(event.getDataContentType()).isNull();
    }

    @Test
    void takesStructuredDataToBeJsonUnlessItSaysOtherwise() {
        CloudEvent json = EventCodec.decode(structured("\"data\":{\"a\":[1]}"));
        CloudEvent text = EventCodec.decode(structured("\"datacontenttype\":\"text/plain\",\"data\":\"a\""));
        CloudEvent quoted = EventCodec.decode(structured("\"data\":\"a\""));
        CloudEvent none = EventCodec.decode(structured("\"data\":null"));

        assertThat(text(json)).isEqualTo("{\"a\":[1]}");
        assertThat(json.getDataContentType()).isEqualTo("application/json");
        assertThat(text(text)).isEqualTo("a");
        assertThat(text(quoted)).isEqualTo("\"a\"");
        assertThat(none.getData()).isNull();
    }

    @Test
    void readsExtensionsOfAnyTypeAsTheirText() {
        CloudEvent event = EventCodec.decode(structured("\"count\":42,\"flag\":true,\"nothing\":null"));

        assertThat(event.getExtension("count")).isEqualTo("42");
        assertThat(event.getExtension("flag")).isEqualTo("true");
        assertThat(event.getExtension("nothing")).isNull();
    }

    @Test
    void reportsEveryMissingAttributeAtOnce() {
        assertThat(problems(new HttpMessage(Map.of("content-type", "application/json"), bytes("{}"))))
                .extracting(Problem::place)
                .containsExactlyInAnyOrder(
                        "header ce-id", "header ce-source", "header ce-specversion", "header ce-type");
    }

    @ParameterizedTest
    @CsvSource({
        "ce-specversion, 0.3,                  send CloudEvents 1.0",
        "ce-id,          '',                   'every event has specversion, id, source and type'",
        "ce-source,      http://[broken,       percent-encode what a URI does not allow",
        "ce-time,        yesterday,            'write it as RFC 3339 does: 2026-01-31T12:00:00Z'",
        "ce-time,        2026-13-01T00:00:00Z, 'write it as RFC 3339 does: 2026-01-31T12:00:00Z'",
        "ce-time,        2026-01-01T00:00Z,    'write it as RFC 3339 does: 2026-01-31T12:00:00Z'",
        "ce-dataschema,  relative,             percent-encode what a URI does not allow",
        "ce-subject,     '',                   'leave it out, or give it a value'",
        "ce-subject,     a%0Ab,                leave them out",
        "ce-foo_bar,     x,                    use lower-case letters and digits only",
        "ce-datacontenttype, text/plain,       send it as content-type",
    })
    void namesTheHeaderAtFaultAndTheFix(String header, String value, String fix) {
        assertThat(problems(binary(Map.of(header, value), ""))).singleElement().satisfies(problem -> {
            assertThat(problem.place()).isEqualTo("header " + header);
            assertThat(problem.fix()).isEqualTo(fix);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":7                               | id",
                "\"data\":1,\"data_base64\":\"AA==\"    | data_base64",
                "\"data_base64\":\"?\"                  | data_base64",
                "\"ratio\":0.5                          | ratio",
                "\"nested\":{}                          | nested",
                "\"time\":\"now\"                       | time",
            })
    void namesTheMemberAtFault(String member, String place) {
        assertThat(problems(structured(member)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.place()).isEqualTo(place));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "1", "{\"id\":\"a\",\"id\":\"b\"}", "{\"id\":\"\u0001\"}"})
    void refusesABodyThatIsNoJsonObject(String body) {
        HttpMessage message = new HttpMessage(Map.of("content-type", "application/cloudevents+json"), bytes(body));

        assertThat(problems(message))
                .singleElement()
                .satisfies(problem -> assertThat(problem.place()).isEqualTo("body"));
    }

    @ParameterizedTest
    @CsvSource({
        "application/cloudevents-batch+json, send one event per request",
        "application/cloudevents+avro, 'send application/cloudevents+json, or binary mode'",
    })
    void refusesFormatsThatItDoesNotSpeak(String type, String fix) {
        EventRefusedException refused = refusal(binary(Map.of("Content-Type", type + "; charset=utf-8"), "x"));

        assertThat(refused.kind().status()).isEqualTo(415);
        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix()).isEqualTo(fix));
    }

    @Test
    void refusesWhatIsTooLarge() {
        HttpMessage body = new HttpMessage(Map.of(), new byte[EventCodec.BODY_LIMIT + 1]);
        HttpMessage attribute = binary(Map.of("ce-subject", "x".repeat(1_025)), "");

        assertThat(refusal(body).kind().status()).isEqualTo(413);
        assertThat(problems(attribute))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("1025 characters"));
    }

    @Test
    void answersWithProblemDetails() {
        String json =
                new String(refusal(binary(Map.of("ce-id", ""), "")).details().json(), StandardCharsets.UTF_8);

        assertThat(json).contains("\"status\":400", "\"place\":\"header ce-id\"", "\"fix\":");
    }

    @Test
    void keepsExtensionsWhenReEncoded() {
        CloudEvent event = CloudEventBuilder.from(SampleEvents.sweep())
                .withExtension("partitionkey", "ü 1%")
                .build();

        assertThat(EventCodec.binary(event).header("CE-PartitionKey")).isEqualTo("%C3%BC%201%25");
        assertThatThrownBy(() -> EventCodec.binary(event).headers().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    /** Java writes such a time without its seconds, which RFC 3339 does not allow. */
    @Test
    void aWholeMinuteIsWrittenWithItsSeconds() {
        CloudEvent event = CloudEventBuilder.from(SampleEvents.sweep())
                .withTime(OffsetDateTime.parse("2026-11-25T12:00:00Z"))
                .build();

        assertThat(EventCodec.binary(event).header("ce-time")).isEqualTo("2026-11-25T12:00:00Z");
        assertSame(EventCodec.decode(EventCodec.binary(event)), event);
        CloudEvent expiring = CloudEventBuilder.from(event)
                .withExtension("expirytime", OffsetDateTime.parse("2026-11-26T00:00:00Z"))
                .build();
        assertThat(EventCodec.binary(expiring).header("ce-expirytime")).isEqualTo("2026-11-26T00:00:00Z");
    }

    private static void assertSame(CloudEvent actual, CloudEvent expected) {
        assertThat(actual.getAttributeNames()).containsExactlyInAnyOrderElementsOf(expected.getAttributeNames());
        for (String name : expected.getAttributeNames()) {
            assertThat(actual.getAttribute(name)).as(name).isEqualTo(expected.getAttribute(name));
        }
        assertThat(actual.getExtensionNames()).containsExactlyInAnyOrderElementsOf(expected.getExtensionNames());
        for (String name : expected.getExtensionNames()) {
            assertThat(actual.getExtension(name)).as(name).isEqualTo(expected.getExtension(name));
        }
        if (String.valueOf(expected.getDataContentType()).equals("application/json")) {
            assertThat(text(actual).replaceAll("\\s", ""))
                    .isEqualTo(text(expected).replaceAll("\\s", ""));
        } else if (expected.getData() == null) {
            assertThat(actual.getData()).isNull();
        } else {
            assertThat(actual.getData().toBytes()).isEqualTo(expected.getData().toBytes());
        }
    }

    private static List<Problem> problems(HttpMessage message) {
        return refusal(message).problems();
    }

    private static EventRefusedException refusal(HttpMessage message) {
        return catchThrowableOfType(EventRefusedException.class, () -> EventCodec.decode(message));
    }

    private static HttpMessage binary(Map<String, String> extra, String body) {
        Map<String, String> headers = new HashMap<>(
                Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/here", "ce-type", "some.type"));
        headers.putAll(extra);
        return new HttpMessage(headers, bytes(body));
    }

    private static HttpMessage structured(String members) {
        String defaults = "\"specversion\":\"1.0\",\"source\":\"/here\",\"type\":\"some.type\",";
        String id = members.startsWith("\"id\"") ? "" : "\"id\":\"1\",";
        return new HttpMessage(
                Map.of("Content-Type", "Application/CloudEvents+JSON; charset=UTF-8"),
                bytes("{" + defaults + id + members + "}"));
    }

    private static HttpMessage message(WireForm form) {
        return new HttpMessage(form.headers(), form.body());
    }

    private static String text(CloudEvent event) {
        return new String(event.getData().toBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
