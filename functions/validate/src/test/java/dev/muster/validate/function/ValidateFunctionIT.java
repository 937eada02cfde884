package dev.muster.validate.function;

import static dev.muster.embedded.surroundings.Http.post;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.muster.contract.EventTypes;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.WireForm;
import dev.muster.embedded.surroundings.Emitted;
import dev.muster.embedded.surroundings.Surroundings;
import dev.muster.ledger.Ledger;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The function as it is deployed, but for identity: requests come in over HTTP, what they become goes to a broker. */
@QuarkusTest
@WithTestResource(
        value = Surroundings.class,
        initArgs = @ResourceArg(name = "muster.roots", value = "../..:target/not-there-yet"))
class ValidateFunctionIT {
    @Inject
    Ledger ledger;

    @Emitted
    List<String> emitted;

    @BeforeEach
    void forget() {
        emitted.clear();
    }

    @Test
    void acceptsARequestOnceHoweverOftenItComes() {
        post(WireForm.binary(SampleEvents.requested())).statusCode(204);
        post(WireForm.structured(SampleEvents.requested())).statusCode(204);

        assertThat(emitted).containsExactly(EventTypes.BATCH_ACCEPTED, EventTypes.BATCH_ACCEPTED);
        assertThat(ledger.history().batches(10))
                .filteredOn(batch -> batch.name().equals("digits"))
                .hasSize(1);
    }

    @Test
    void refusesABadRequestWithAnEventAndKeepsNothing() {
        int before = ledger.history().batches(10).size();

        post(WireForm.binary(SampleEvents.requestedBadly())).statusCode(204);

        assertThat(emitted).containsExactly(EventTypes.BATCH_REJECTED);
        assertThat(ledger.history().batches(10)).hasSize(before);
    }

    @Test
    void refusesWhatIsNoEvent() {
        given().contentType("application/json")
                .body("{}")
                .post("/")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(containsString("ce-id"));
        given().contentType("application/json")
                .body("{}")
                .post("/validate")
                .then()
                .statusCode(404);

        assertThat(emitted).isEmpty();
    }

    @Test
    void isReadyWithItsLedger() {
        get("/q/health/ready").then().statusCode(200).body(containsString("ledger"));
    }
}
