package dev.muster.cli.conform;

/** A folder that does not render; the message is the renderer's. */
public final class NotRenderedException extends RuntimeException {
    NotRenderedException(String message) {
        super(message);
    }
}
