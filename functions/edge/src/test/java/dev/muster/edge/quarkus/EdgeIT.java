package dev.muster.edge.quarkus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.WireForm;
import dev.muster.edge.EventCodec;
import dev.muster.edge.HttpMessage;
import io.cloudevents.CloudEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function answers over HTTP, whichever it is. */
@QuarkusTest
@TestProfile(EdgeIT.Open.class)
class EdgeIT {
    @Inject
    StubFunction function;

    public static final class Open implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("MUSTER_OIDC", "off", "K_SINK", "http://localhost:1/");
        }
    }

    @BeforeEach
    void calm() {
        function.received.clear();
        function.failure = null;
        function.emitting = false;
        function.there = true;
    }

    static List<CloudEvent> samples() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void handsEverySampleOnUnchangedInBinaryMode(CloudEvent sample) {
        post(WireForm.binary(sample)).then().statusCode(204);

        assertReceived(WireForm.binary(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void handsEverySampleOnUnchangedInStructuredMode(CloudEvent sample) {
        post(WireForm.structured(sample)).then().statusCode(204);

        assertReceived(WireForm.structured(sample));
    }

    @Test
    void refusesAnEventWithEveryProblem() {
        given().header("ce-id", "1")
                .header("ce-specversion", "0.3")
                .header("ce-time", "soon")
                .post("/")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("problems", hasSize(4))
                .body("problems.place", hasItem("header ce-source"))
                .body("problems.place", hasItem("header ce-type"))
                .body("problems.place", hasItem("header ce-specversion"))
                .body("problems.place", hasItem("header ce-time"));
        assertThat(function.received).isEmpty();
    }

    @Test
    void refusesPlainJsonAndBatches() {
        given().contentType(ContentType.JSON).body("{}").post("/").then().statusCode(400);
        given().contentType("application/cloudevents-batch+json")
                .body("[]")
                .post("/")
                .then()
                .statusCode(415);
        given().header("ce-id", "1").body(new byte[9 << 20]).post("/").then().statusCode(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stub", "/elsewhere", "//stub", "/q/../stub", "/%73tub"})
    void leadsNowhereButToTheEvents(String path) {
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body("{}")
                .post(path)
                .then()
                .statusCode(404);
        given().urlEncodingEnabled(false).get(path).then().statusCode(404);
        assertThat(function.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS"})
    void takesPostsOnly(String method) {
        Response answer = given().request(method, "/");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    static Stream<Arguments> failures() {
        Problem problem = Problem.at("jobs[0]", "is bad", "correct it");
        return Stream.of(
                Arguments.of(InvalidInputException.of(problem), 400),
                Arguments.of(new RejectedExecutionException("full"), 429),
                Arguments.of(new ClusterUnavailableException("c", new ConnectException("refused")), 503),
                Arguments.of(new IllegalStateException("ledger", new ConnectException("down")), 503),
                Arguments.of(new IllegalStateException("a bug"), 500));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void answersTroubleByWhetherARetryHelps(RuntimeException failure, int status) {
        function.failure = failure;

        Response answer = post(WireForm.binary(SampleEvents.sweep()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo(status == 429 || status == 503 ? "1" : null);
    }

    @Test
    void namesTheProblemsThatTheCoreFound() {
        function.failure = InvalidInputException.of(Problem.at("jobs[0]", "is bad", "correct it"));

        post(WireForm.binary(SampleEvents.sweep()))
                .then()
                .body("problems[0].place", equalTo("jobs[0]"))
                .body("problems[0].fix", equalTo("correct it"));
    }

    @Test
    void asksForTheEventAgainWhenTheBrokerDoesNotTakeTheAnswer() {
        function.emitting = true;

        post(WireForm.binary(SampleEvents.sweep())).then().statusCode(503);
    }

    @ParameterizedTest
    @CsvSource({"true, 200, UP", "false, 503, DOWN"})
    void isReadyWhenWhatItDependsOnIsThere(boolean there, int status, String word) {
        function.there = there;

        given().get("/q/health/ready").then().statusCode(status).body("status", equalTo(word));
        given().get("/q/health/live").then().statusCode(200);
    }

    private void assertReceived(WireForm sent) {
        HttpMessage expected = EventCodec.binary(EventCodec.decode(new HttpMessage(sent.headers(), sent.body())));
        assertThat(function.received).singleElement().satisfies(event -> {
            HttpMessage received = EventCodec.binary(event);
            assertThat(received.headers()).isEqualTo(expected.headers());
            assertThat(received.body()).isEqualTo(expected.body());
        });
    }

    private static Response post(WireForm form) {
        RequestSpecification request = given().config(Requests.AS_THEY_ARE);
        form.headers().forEach(request::header);
        return form.body().length == 0
                ? request.noContentType().post("/")
                : request.body(form.body()).post("/");
    }
}
