package dev.muster.gateway.http;

import java.util.Map;

/**
 * What the JDK's server lets one caller do to the others. It reads these once, when the first server of the process is
 * made; a value on the command line wins.
 */
final class ServerLimits {
    private static final Map<String, String> PROPERTIES = Map.of(
            // Seconds for a whole request to come in, the TLS handshake included: a slow one is cut.
            "sun.net.httpserver.maxReqTime", "60",
            // Seconds for an answer, which for a log that is followed lasts as long as the attempt: a day.
            "sun.net.httpserver.maxRspTime", "86400",
            // Seconds that a connection may be idle between two requests.
            "sun.net.httpserver.idleInterval", "60",
            "sun.net.httpserver.maxReqHeaders", "100",
            "sun.net.httpserver.maxReqHeaderSize", "65536",
            "sun.net.httpserver.nodelay", "true",
            "jdk.httpserver.maxConnections", "1024");

    private ServerLimits() {}

    static void set() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
