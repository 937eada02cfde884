package dev.muster.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The keywords of JSON Schema that concern a single value. */
final class ScalarRules {
    private ScalarRules() {}

    static void check(Value value, JsonNode rules, Problems problems) {
        if (rules.has("enum")) {
            checkChoice(value, rules.path("enum"), problems);
        }
        value.number().ifPresent(number -> checkRange(value, number, rules, problems));
        value.text().ifPresent(text -> checkText(value, text, rules, problems));
    }

    private static void checkChoice(Value value, JsonNode choices, Problems problems) {
        List<String> words = new ArrayList<>();
        choices.forEach(choice -> words.add(choice.asText()));
        String given = value.text().orElseGet(value::shown);
        if (!words.contains(given)) {
            problems.add(value.problem("is " + value.shown(), Suggestion.fix(given, words)));
        }
    }

    private static void checkRange(Value value, double number, JsonNode rules, Problems problems) {
        JsonNode above = rules.path("exclusiveMinimum");
        JsonNode below = rules.path("exclusiveMaximum");
        JsonNode least = rules.path("minimum");
        JsonNode most = rules.path("maximum");
        if (least.isNumber() && number < least.asDouble()) {
            problems.add(Complaint.range(value, "at least " + least.asText()));
        } else if (most.isNumber() && number > most.asDouble()) {
            problems.add(Complaint.range(value, "at most " + most.asText()));
        } else if (above.isNumber() && number <= above.asDouble()) {
            problems.add(Complaint.range(value, "above " + above.asText()));
        } else if (below.isNumber() && number >= below.asDouble()) {
            problems.add(Complaint.range(value, "below " + below.asText()));
        }
    }

    private static void checkText(Value value, String text, JsonNode rules, Problems problems) {
        int most = rules.path("maxLength").asInt(Integer.MAX_VALUE);
        if (text.codePointCount(0, text.length()) > most) {
            problems.add(value.problem("is " + text.length() + " characters long; the limit is " + most, "shorten it"));
        } else if (text.codePointCount(0, text.length())
                < rules.path("minLength").asInt()) {
            problems.add(value.problem("is empty", "write something, or leave the field out"));
        } else if (rules.has("pattern")
                && !Pattern.compile(rules.path("pattern").asText())
                        .matcher(text)
                        .find()) {
            problems.add(value.problem(
                    "is " + value.shown(),
                    "write "
                            + rules.path("x-form")
                                    .asText("something that matches "
                                            + rules.path("pattern").asText())));
        }
    }
}
