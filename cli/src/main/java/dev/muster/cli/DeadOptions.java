package dev.muster.cli;

import dev.muster.ledger.DeadCase;
import dev.muster.ledger.Fault;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LetterHistory;
import dev.muster.ledger.LetterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which of what died is meant. */
final class DeadOptions {
    private static final Duration USUAL = Duration.ofDays(30);

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Letters (l-…), jobs (j-…) or groups (f-…), or the beginnings of their ids.")
    List<String> ids = new ArrayList<>();

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "Only these: ${COMPLETION-CANDIDATES}, in any case of letters.")
    private @Nullable Fault fault;

    @Option(
            names = "--since",
            paramLabel = "AGE",
            converter = Age.class,
            description = "Only what died since then (default: 30d).")
    private @Nullable Duration since;

    /**
     * Letters and jobs, the oldest first.
     *
     * @param from when they died at the earliest
     * @param say takes what there is to say about an id that is known and does not lie dead
     */
    List<DeadCase> of(Ledger ledger, Instant from, Consumer<String> say) {
        List<DeadCase> all = new ArrayList<>(ledger.letters().cases(from));
        all.addAll(ledger.history().failed(from));
        ids.stream()
                .filter(id -> all.stream().noneMatch(dead -> names(id, dead)))
                .forEach(id -> say.accept(whyNot(ledger, id)));
        return all.stream()
                .filter(dead -> fault == null || dead.fault() == fault)
                .filter(dead -> ids.isEmpty() || ids.stream().anyMatch(id -> names(id, dead)))
                .sorted(Comparator.comparing(DeadCase::at))
                .toList();
    }

    private static boolean names(String id, DeadCase dead) {
        return dead.id().startsWith(id) || dead.fingerprint().startsWith(id);
    }

    private static String whyNot(Ledger ledger, String id) {
        Optional<LetterHistory> letter = ledger.letters().letter(id);
        if (letter.isPresent()) {
            return letter.get().state() == LetterState.REDRIVEN
                    ? id + " was redriven and has not come back; see: muster dead show " + id
                    : id + " died longer ago; give --since";
        }
        if (new Lookup(ledger.history()).findJob(id).isPresent()) {
            return id + " is no failed job, or failed longer ago than --since; see: muster show " + id;
        }
        throw Trouble.invalid("nothing that is dead is called " + id + "; see: muster dead list");
    }

    /** When what is meant died at the earliest. */
    Instant from(Instant now) {
        return now.minus(Objects.requireNonNullElse(since, USUAL));
    }

    /** As {@link #from}, where all is meant unless an age is given. */
    Instant fromOrEver(Instant now) {
        return since == null ? Instant.EPOCH : from(now);
    }

    /** Whether everything is meant. */
    boolean open() {
        return ids.isEmpty() && fault == null;
    }
}
