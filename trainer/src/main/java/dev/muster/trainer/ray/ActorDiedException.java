package dev.muster.trainer.ray;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The process of a trainer actor is gone for good; what it was working on may fare better elsewhere. */
final class ActorDiedException extends UncheckedIOException {
    ActorDiedException(String message, Throwable cause) {
        super(message, new IOException(cause));
    }
}
