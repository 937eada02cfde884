package dev.muster.console.function;

import static dev.muster.embedded.surroundings.Http.post;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.muster.console.Redriving;
import dev.muster.contract.Digest;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.WireForm;
import dev.muster.edge.EventCodec;
import dev.muster.edge.HttpMessage;
import dev.muster.embedded.surroundings.Surroundings;
import dev.muster.ledger.DeadCase;
import dev.muster.ledger.DeadLetter;
import dev.muster.ledger.Fault;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LetterHistory;
import dev.muster.ledger.LetterState;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sink as it is deployed, but for identity. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class DeadLetterSinkIT {
    @Inject
    Ledger ledger;

    static Iterable<CloudEvent> samples() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyEventIsKeptInBothModesAsOneLetterAndWouldBeSentAsItWas(CloudEvent event) {
        CloudEvent dead = died(event);

        post(WireForm.binary(dead)).statusCode(202);
        post(WireForm.structured(dead)).statusCode(202);
        post(WireForm.binary(dead)).statusCode(202);

        LetterHistory letter = letter(event.getSource().toString(), event.getId());
        assertThat(letter.deaths()).singleElement().satisfies(death -> {
            assertThat(death.subscriber()).isEqualTo("http://aggregate.muster");
            assertThat(death.status()).isEqualTo(503);
            assertThat(death.fault()).isEqualTo(Fault.TRANSIENT);
        });
        assertThat(EventCodec.binary(Redriving.event(letter.letter())).headers())
                .isEqualTo(EventCodec.binary(event).headers());
        assertThat(letter.letter().data())
                .isEqualTo(
                        event.getData() == null ? new byte[0] : event.getData().toBytes());
    }

    /** The last one is larger than any function takes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 12})
    void manyMegabytesAreKept(int megabytes) {
        byte[] large = new byte[megabytes << 20];
        String id = "large-" + megabytes;
        CloudEvent event = died(CloudEventBuilder.from(SampleEvents.foreign())
                .withId(id)
                .withData("application/octet-stream", large)
                .build());

        post(WireForm.binary(event)).statusCode(202);

        assertThat(letter(event.getSource().toString(), id).letter().data()).hasSize(large.length);
    }

    @Test
    void whatIsNoEventIsKeptByWhatItHasOfOne() {
        Map<String, String> headers =
                new TreeMap<>(WireForm.binary(SampleEvents.foreign()).headers());
        headers.put("ce-id", "bad%20form");
        headers.put("ce-subject", "x".repeat(2_000));
        headers.put("ce-knativeerrorcode", "400");
        byte[] body = "{\"no".getBytes(StandardCharsets.UTF_8);

        post(new WireForm(headers, body)).statusCode(202);

        LetterHistory letter = letter(SampleEvents.foreign().getSource().toString(), "bad form");
        assertThat(letter.letter().data()).isEqualTo(body);
        assertThat(letter.letter().attributes().get("subject")).hasSize(2_000);
        assertThat(letter.deaths().get(0).fault()).isEqualTo(Fault.POISON);
    }

    /** Java leaves the seconds out of such a time, and RFC 3339 does not allow that. */
    @Test
    void aWholeMinuteIsKeptWithItsSeconds() {
        CloudEvent event = died(CloudEventBuilder.from(SampleEvents.foreign())
                .withId("on-the-minute")
                .withTime(OffsetDateTime.parse("2026-11-26T12:00:00Z"))
                .build());

        HttpMessage message = EventCodec.binary(event);
        post(new WireForm(message.headers(), message.body())).statusCode(202);

        assertThat(letter(event.getSource().toString(), event.getId()).letter().attributes())
                .containsEntry("time", "2026-11-26T12:00:00Z");
    }

    @Test
    void garbledBytesWithoutAnyAttributeAreKeptOnce() {
        byte[] body = {0, 1, (byte) 0xff};

        for (int i = 0; i < 2; i++) {
            given().contentType("application/cloudevents+json")
                    .body(body)
                    .post("/")
                    .then()
                    .statusCode(202);
        }

        assertThat(ledger.letters().cases(Instant.EPOCH))
                .filteredOn(dead -> dead.what().isEmpty())
                .extracting(DeadCase::deaths)
                .containsExactly(1);
        String letter = new DeadLetter("", Digest.of(body), "", Map.of(), body).id();
        assertThat(new Redriving(ledger.letters(), event -> {}).redrive(List.of(letter), "user alice", "try"))
                .satisfies(sent -> assertThat(sent.letters()).isEmpty())
                .satisfies(sent -> assertThat(sent.refused()).hasSize(1));
        assertThat(ledger.letters().letter(letter).orElseThrow().state()).isEqualTo(LetterState.DEAD);
    }

    @Test
    void isReadyWithItsLedger() {
        get("/q/health/ready").then().statusCode(200).body(containsString("ledger"));
        get("/").then().statusCode(405);
    }

    private LetterHistory letter(String source, String event) {
        String id = new DeadLetter(source, event, "", Map.of(), new byte[0]).id();
        return ledger.letters().letter(id).orElseThrow();
    }

    private static CloudEvent died(CloudEvent event) {
        return CloudEventBuilder.from(event)
                .withExtension("knativeerrordest", "http://aggregate.muster")
                .withExtension("knativeerrorcode", "503")
                .withExtension("knativeerrordata", "bm90IHRha2VuIGluIHRpbWU=")
                .build();
    }
}
