package dev.muster.contract.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.muster.contract.document.Node.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Feeds a tree from JSON. The specification calls JSON a subset of YAML 1.2; the YAML parser in use still stumbles over
 * indentation by tabs, a colon on a line of its own, and surrogate pairs, all of which are common.
 */
final class JsonSource {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonSource() {}

    static void read(String text, TreeBuilder tree) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            while (parser.nextToken() != null) {
                Mark mark = mark(parser.currentTokenLocation());
                if (tree.root().isPresent()) {
                    throw tree.refused(mark, "goes on after its end", "put it all into one list or object");
                }
                take(parser, mark, tree);
            }
        } catch (JsonProcessingException e) {
            throw tree.refused(
                    mark(e.getLocation()),
                    "is not JSON: " + firstLine(e.getOriginalMessage()),
                    "a comma, a quote or a bracket may be missing or too many");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a string does not fail", e);
        }
    }

    private static void take(JsonParser parser, Mark mark, TreeBuilder tree) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT, START_ARRAY -> tree.start(token == JsonToken.START_OBJECT, mark);
            case END_OBJECT, END_ARRAY -> tree.end();
            case FIELD_NAME, VALUE_STRING -> tree.scalar(Scalars.quoted(parser.getText(), mark));
            default -> tree.scalar(Scalars.plain(parser.getText(), mark));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    private static Mark mark(JsonLocation location) {
        return new Mark(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
