package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import dev.muster.contract.Attempt;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.gateway.backend.Backend;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What an attempt has to say, sent while it says it. A caller who went away is only noticed by a line that does not
 * reach him, so that one who follows an attempt that says nothing is sent away after {@link #SILENCE}.
 *
 * @param first lines that are there already
 * @param interval between two looks; zero not to look again
 * @param closing ends the wait
 */
record AttemptLog(Backend backend, Attempt attempt, List<String> first, Duration interval, CountDownLatch closing)
        implements Answer {
    private static final Duration SILENCE = Duration.ofMinutes(10);

    @Override
    public void send(HttpExchange exchange) throws IOException {
        Answer.describe(exchange, "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        write(out, first);
        try {
            follow(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(OutputStream out) throws IOException, InterruptedException {
        int sent = first.size();
        long heard = System.nanoTime();
        boolean more = !interval.isZero();
        while (more && System.nanoTime() - heard < SILENCE.toNanos()) {
            // First whether it has ended, then what it said, so that its last words are not missed.
            more = !ended() && !closing.await(interval.toMillis(), TimeUnit.MILLISECONDS);
            Optional<List<String>> lines = backend.log(attempt, sent);
            write(out, lines.orElse(List.of()));
            int said = lines.map(List::size).orElse(0);
            sent += said;
            heard = said > 0 ? System.nanoTime() : heard;
        }
    }

    private boolean ended() {
        return backend.attempts().stream()
                .filter(status -> status.attempt().equals(attempt))
                .allMatch(status -> status.state() == AttemptStatus.State.ENDED);
    }

    private static void write(OutputStream out, List<String> lines) throws IOException {
        for (String line : lines) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }
}
