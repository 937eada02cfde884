package dev.muster.embedded.surroundings;

import static io.restassured.RestAssured.given;

import dev.muster.contract.WireForm;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Sends events to the function under test, with no header that the event does not have. */
public final class Http {
    private static final RestAssuredConfig AS_THEY_ARE = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .defaultContentCharset("UTF-8"));

    private Http() {}

    /** Posts an event. */
    public static ValidatableResponse post(WireForm form) {
        RequestSpecification request = given().config(AS_THEY_ARE);
        form.headers().forEach(request::header);
        return form.body().length == 0
                ? request.noContentType().post("/").then()
                : request.body(form.body()).post("/").then();
    }
}
