package dev.muster.cli;

import dev.muster.cli.system.Muster;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Goes on with a batch: one that was interrupted or cancelled, or the failed jobs of one that ended.",
            "Finished jobs are not trained again; others go on from their last checkpoint."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  muster resume digits", "  muster resume digits --job mlp-wide"})
final class ResumeCommand extends Action {
    @Parameters(paramLabel = "BATCH", description = "A batch, by its id, the beginning of it, or its name.")
    private String wanted = "";

    @Option(names = "--job", paramLabel = "NAME", description = "Only this job.")
    private @Nullable String job;

    @Mixin
    private final ClusterOption cluster = new ClusterOption();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    ResumeCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Interrupts interrupts = Interrupts.listen(terminal());
        try (Muster muster = open(cluster.on(Settings.read(environment)))) {
            History.Batch batch = new Lookup(muster.ledger().history()).batch(wanted);
            int queued = batch.state() == BatchState.RUNNING
                    ? 0
                    : muster.ledger().control(environment.user()).resume(batch.id(), Optional.ofNullable(job));
            if (batch.state() != BatchState.RUNNING && queued == 0) {
                say(
                        batch.state() == BatchState.PASSED
                                ? "nothing to resume: the batch has passed"
                                : "nothing to resume: every job has succeeded");
            }
            var interruption = interrupts.orderly();
            muster.work(batch.id());
            return new BatchWork(environment, muster, json)
                    .follow(batch.id(), interruption)
                    .map(verdict -> conclude(muster, verdict))
                    .orElseGet(() -> leave(batch.id()));
        }
    }

    private int conclude(Muster muster, Verdict verdict) {
        Conclusion conclusion = Conclusion.of(verdict, false, reports.write(muster.reports(), environment, verdict));
        print(conclusion, () -> conclusion.print(environment));
        return conclusion.exitCode();
    }

    private int leave(BatchId batch) {
        say("called off, but not all attempts stopped in time; resume with: muster resume " + batch);
        return ExitCode.CANCELLED;
    }
}
