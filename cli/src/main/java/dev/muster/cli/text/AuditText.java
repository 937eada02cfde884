package dev.muster.cli.text;

import dev.muster.ledger.Verification;
import java.util.ArrayList;
import java.util.List;

/** What a verification of the audit found. */
public final class AuditText {
    private AuditText() {}

    /** The lines. */
    public static List<String> of(Verification verification, Ink ink) {
        List<String> lines = new ArrayList<>();
        verification.findings().forEach(finding -> lines.add(ink.bad(finding.what())));
        long more = verification.found() - verification.findings().size();
        if (more > 0) {
            lines.add(ink.bad("and " + more + " more"));
        }
        String entries = Figures.count(verification.entries(), "entry", "entries");
        lines.add(verification.sound() ? ink.good("sound") + ": " + entries : ink.bad("NOT SOUND") + ": " + entries);
        Facts facts = new Facts();
        Verification.Pruned pruned = verification.pruned();
        if (pruned != null) {
            facts.add(
                    "pruned",
                    Figures.count(pruned.entries(), "entry", "entries") + " before these, the last of them entry "
                            + pruned.last() + ", at " + pruned.at());
        }
        if (verification.unsealed() > 0) {
            facts.add(
                    "unsealed",
                    Figures.count(verification.unsealed(), "entry", "entries") + ", of which nothing is known");
        }
        if (verification.sound()) {
            facts.add("head", verification.head());
        }
        lines.addAll(facts.lines(ink));
        return lines;
    }
}
