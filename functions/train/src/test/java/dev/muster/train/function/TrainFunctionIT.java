package dev.muster.train.function;

import static dev.muster.embedded.surroundings.Http.post;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.muster.contract.SampleEvents;
import dev.muster.contract.WireForm;
import dev.muster.embedded.surroundings.Emitted;
import dev.muster.embedded.surroundings.Surroundings;
import io.cloudevents.CloudEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The function as it is deployed, but for identity. What it trains is told by the scenario of three processes. */
@QuarkusTest
@WithTestResource(
        value = Surroundings.class,
        initArgs = {
            @ResourceArg(name = "muster.artifacts", value = "file://{folder}/artifacts"),
            @ResourceArg(name = "muster.cache", value = "{folder}/cache"),
            @ResourceArg(name = "muster.ray-address", value = "local")
        })
class TrainFunctionIT {
    @Emitted
    List<String> emitted;

    static List<CloudEvent> wakeUps() {
        return List.of(SampleEvents.accepted(), SampleEvents.sweep(), SampleEvents.pingWithoutData());
    }

    @ParameterizedTest
    @MethodSource("wakeUps")
    void aWakeUpWithNothingToDoIsAnsweredAndSaysNothing(CloudEvent wakeUp) {
        post(WireForm.binary(wakeUp)).statusCode(204);
        post(WireForm.structured(wakeUp)).statusCode(204);

        assertThat(emitted).isEmpty();
    }

    @Test
    void isReadyWithItsLedger() {
        get("/q/health/ready").then().statusCode(200).body(containsString("ledger"));
    }
}
