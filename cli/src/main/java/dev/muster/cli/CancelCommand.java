package dev.muster.cli;

import dev.muster.cli.system.Muster;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code muster cancel}. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {
            "Calls a batch off, whichever process trains it: queued jobs at once, running ones after a checkpoint.",
            "muster resume goes on with it."
        },
        footerHeading = "%nExample:%n",
        footer = "  muster cancel digits")
final class CancelCommand extends Action {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Parameters(paramLabel = "BATCH", description = "A batch, by its id, the beginning of it, or its name.")
    private String wanted = "";

    CancelCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        try (Muster muster = open(Settings.read(environment))) {
            History.Batch batch = new Lookup(muster.ledger().history()).batch(wanted);
            if (!muster.ledger().control(environment.user()).cancel(batch.id())) {
                throw Trouble.invalid(batch.id() + " has its verdict already: " + batch.state());
            }
            // Where nobody trains it any more, nobody else would judge it.
            muster.work(batch.id());
            Optional<Verdict> verdict = muster.watch().await(batch.id(), PATIENCE);
            String state = verdict.map(v -> v.state().name()).orElse("CANCELLING");
            print(
                    Map.of("batch", batch.id(), "state", state),
                    () -> terminal()
                            .out()
                            .println(batch.id() + " is called off"
                                    + (verdict.isPresent() ? "" : "; some attempts have not stopped yet")));
            return ExitCode.PASSED;
        }
    }
}
