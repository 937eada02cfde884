package dev.muster.aggregate.function;

import static dev.muster.embedded.surroundings.Http.post;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.muster.contract.SampleEvents;
import dev.muster.contract.WireForm;
import dev.muster.embedded.surroundings.Emitted;
import dev.muster.embedded.surroundings.Surroundings;
import dev.muster.ledger.Ledger;
import io.cloudevents.CloudEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The function as it is deployed, but for identity. What it joins is told by the scenario of three processes. */
@QuarkusTest
@WithTestResource(
        value = Surroundings.class,
        initArgs = @ResourceArg(name = "muster.artifacts", value = "file://{folder}/artifacts"))
class AggregateFunctionIT {
    @Inject
    Ledger ledger;

    @Emitted
    List<String> emitted;

    static List<CloudEvent> reports() {
        return List.of(SampleEvents.finished(), SampleEvents.failed(), SampleEvents.progressed());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void aReportOfAnAttemptThatNobodyStartedCountsForNothing(CloudEvent report) {
        post(WireForm.binary(report)).statusCode(204);
        post(WireForm.structured(report)).statusCode(204);

        assertThat(emitted).isEmpty();
        assertThat(ledger.history().batches(1)).isEmpty();
    }

    @Test
    void anEventOfOurOwnWithAGarbledBodyIsRefusedForGood() {
        WireForm form = WireForm.binary(SampleEvents.finished());
        WireForm garbled = new WireForm(form.headers(), "{\"results\":".getBytes(StandardCharsets.UTF_8));

        post(garbled).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void isReadyWithItsLedger() {
        get("/q/health/ready").then().statusCode(200).body(containsString("ledger"));
    }
}
