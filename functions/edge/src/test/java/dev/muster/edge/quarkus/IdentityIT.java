package dev.muster.edge.quarkus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.SampleEvents;
import dev.muster.contract.WireForm;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may post events, when identity is on, as it is unless it is switched off. */
@QuarkusTest
@TestProfile(IdentityIT.Closed.class)
class IdentityIT {
    @Inject
    StubFunction function;

    public static final class Closed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("K_SINK", "http://localhost:1/", "MUSTER_OIDC_AUDIENCE", "muster");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Issuer.class));
        }
    }

    @BeforeEach
    void calm() {
        function.received.clear();
        function.failure = null;
        function.emitting = false;
    }

    @Test
    void letsTheRightRoleIn() {
        assertThat(post(Issuer.token().valid())).isEqualTo(204);
        assertThat(function.received).hasSize(1);
    }

    @Test
    void asksWhoEverybodyElseIs() {
        assertThat(post("")).isEqualTo(401);
        assertThat(post("garbage")).isEqualTo(401);
        assertThat(post(Issuer.token().expired().valid())).isEqualTo(401);
        assertThat(post(Issuer.token().issuer("http://elsewhere").valid())).isEqualTo(401);
        assertThat(post(Issuer.token().audience("another").valid())).isEqualTo(401);
        assertThat(post(Issuer.token().forged())).isEqualTo(401);
        assertThat(function.received).isEmpty();
    }

    @Test
    void turnsTheWrongRoleAway() {
        assertThat(post(Issuer.token().role("reader").valid())).isEqualTo(403);
        assertThat(function.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stub", "/q/../", "//"})
    void hasNoOtherWayIn(String path) {
        int status = given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{}")
                .post(path)
                .statusCode();

        assertThat(status).isEqualTo(401);
        assertThat(function.received).isEmpty();
    }

    @Test
    void answersProbesWithoutAToken() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
    }

    private static int post(String token) {
        WireForm form = WireForm.binary(SampleEvents.requested());
        RequestSpecification request = given().config(Requests.AS_THEY_ARE);
        form.headers().forEach(request::header);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.body(form.body()).post("/").statusCode();
    }
}
