package dev.muster.gateway.http;

import java.util.concurrent.Semaphore;

/** Lets only so many in at a time and sends the others away, to come again. Thread-safe. */
final class Turnstile {
    private final Semaphore places;

    Turnstile(int places) {
        this.places = new Semaphore(places);
    }

    /** The operation, for so many callers at a time. */
    Route.Operation before(Route.Operation operation) {
        return call -> {
            enter();
            try {
                return operation.answer(call);
            } finally {
                places.release();
            }
        };
    }

    /** An answer that takes long to send, to so many callers at a time. */
    Answer sending(Answer answer) {
        return exchange -> {
            enter();
            try {
                answer.send(exchange);
            } finally {
                places.release();
            }
        };
    }

    private void enter() {
        if (!places.tryAcquire()) {
            throw RefusedException.busy();
        }
    }
}
