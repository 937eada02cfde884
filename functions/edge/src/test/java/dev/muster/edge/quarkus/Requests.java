package dev.muster.edge.quarkus;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;

/** How the tests send: with no header that they did not set. */
final class Requests {
    static final RestAssuredConfig AS_THEY_ARE = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .defaultContentCharset("UTF-8"));

    private Requests() {}
}
