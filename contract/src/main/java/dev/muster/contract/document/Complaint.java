package dev.muster.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The words for what schemas do not allow. */
public final class Complaint {
    private Complaint() {}

    static Problem type(Value value, List<String> types) {
        String wanted = types.stream().map(Kind::words).distinct().collect(Collectors.joining(" or "));
        boolean quoted = value.text().filter(text -> meant(text, types)).isPresent();
        String fix = quoted ? "remove the quotes" : "write " + wanted;
        if (value.kind() == Kind.NULL) {
            return value.problem("is empty, but must be " + wanted, fix + ", or remove the field");
        }
        return value.problem("must be " + wanted + ", but is " + value.shown(), fix);
    }

    /** Whether a text would fit without its quotes. */
    private static boolean meant(String text, List<String> types) {
        Kind kind = Kind.of(Scalars.plain(text, new Node.Mark(1, 1)).value());
        return kind != Kind.NULL && types.stream().anyMatch(kind::is);
    }

    static Problem unknownField(Value object, String name, JsonNode rules) {
        List<String> known = new ArrayList<>();
        rules.path("properties").fieldNames().forEachRemaining(known::add);
        boolean guess = Suggestion.nearest(name, known).isPresent() || !rules.has("x-others");
        String fix =
                guess ? Suggestion.fix(name, known) : rules.path("x-others").asText();
        return object.problemWith(name, "there is no such field", fix);
    }

    static Problem missing(Value object, String name, JsonNode schema) {
        JsonNode example = schema.path("examples").path(0);
        String fix = "add " + name + (example.isValueNode() ? ", such as " + name + ": " + example.asText() : "");
        return object.problemWith(name, "is missing", fix);
    }

    /** A number that is out of its range. */
    public static Problem range(Value value, String allowed) {
        return value.problem("is " + value.shown() + ", but must be " + allowed, "choose a value " + allowed);
    }
}
