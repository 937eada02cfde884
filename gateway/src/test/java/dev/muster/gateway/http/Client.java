package dev.muster.gateway.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Talks to a gateway as a caller would, or as one would not. */
record Client(URI gateway, SSLContext tls, HttpClient http) {
    static Client of(URI gateway, SSLContext tls) {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return new Client(gateway, tls, http);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET().build());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(30));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends these bytes, whatever they are; returns the first line of what comes back, empty when cut. */
    String raw(byte[] bytes) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            StringBuilder line = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0 && next != '\r';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
            return line.toString();
        }
    }

    /** As {@link #raw(byte[])}: a request of a method and path with header fields and no body. */
    String raw(String line, Map<String, String> headers) throws IOException {
        StringBuilder request = new StringBuilder(line + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        return raw((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
