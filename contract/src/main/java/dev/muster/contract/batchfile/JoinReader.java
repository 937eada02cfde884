package dev.muster.contract.batchfile;

import dev.muster.contract.Gates;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.JoinPolicy.When;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Reads {@code join}, and finds what the gates do not go with. */
final class JoinReader {
    private final Gates gates;
    private final Problems problems;

    JoinReader(Gates gates, Problems problems) {
        this.gates = gates;
        this.problems = problems;
    }

    /**
     * Reads it.
     *
     * @param written the gates as they stand in the file, to point at
     */
    JoinPolicy read(Value join, Optional<Value> written) {
        Optional<Value> word = join.field("when");
        When when = word.flatMap(JoinReader::when).orElse(When.ALL);
        Optional<Value> finished = written.flatMap(value -> value.field("finished"));
        switch (when) {
            case ALL -> {}
            case QUORUM -> checkQuorum(word.orElse(join), finished);
            case FIRST_GOOD -> checkFirstGood(word.orElse(join), finished);
        }
        return new JoinPolicy(when, join.field("within").flatMap(this::within).orElse(null));
    }

    private void checkQuorum(Value word, Optional<Value> finished) {
        // A number that is too large was complained about where it stands.
        if (finished.flatMap(Value::integer).isEmpty()) {
            problems.add(word.problem(
                    "is quorum, but no gate says how many jobs that is",
                    "add a number of jobs, such as gates: {finished: 3}"));
        }
    }

    private void checkFirstGood(Value word, Optional<Value> finished) {
        finished.ifPresent(count -> problems.add(count.problem(
                "counts jobs, but join waits for the first good one", "leave it out, or write when: quorum")));
        if (gates.minimums().isEmpty() && gates.beats().isEmpty()) {
            problems.add(word.problem(
                    "is first-good, but no gate says what is good",
                    "add gates: {minimum: …}, {maximum: …} or {beats: …}"));
        }
    }

    private Optional<Duration> within(Value value) {
        Optional<Duration> time = BatchFileReader.duration(value);
        // A number is complained about by the schema.
        boolean none = value.text().isPresent() && time.filter(Duration::isZero).isPresent();
        return none
                ? problems.add(value.problem("is no time at all", "write a time such as 90s, 30m or 2h"))
                : time.filter(some -> !some.isZero() && !some.isNegative());
    }

    private static Optional<When> when(Value value) {
        return value.text()
                .flatMap(word -> Arrays.stream(When.values())
                        .filter(when -> when.label().equals(word))
                        .findFirst());
    }
}
