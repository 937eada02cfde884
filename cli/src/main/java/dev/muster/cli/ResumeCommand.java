package dev.muster.cli;

import dev.muster.cli.system.Muster;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.Verdict;
import dev.muster.contract.document.Suggestion;
import dev.muster.ledger.History;
import java.util.List;
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
            requireJob(muster.ledger().history(), batch);
            // One that runs may have been called off too, by a command that died before its attempts had stopped.
            int queued = muster.ledger().control(environment.user()).resume(batch.id(), Optional.ofNullable(job));
            if (batch.state() != BatchState.RUNNING && queued == 0) {
                say("nothing to resume: " + why(batch));
            }
            var interruption = interrupts.orderly();
            muster.work(batch.id());
            return new BatchWork(environment, muster, json)
                    .follow(batch.id(), interruption)
                    .map(verdict -> conclude(muster, verdict))
                    .orElseGet(() -> leave(batch.id()));
        }
    }

    private void requireJob(History history, History.Batch batch) {
        List<String> names =
                history.jobs(batch.id()).stream().map(History.Job::name).toList();
        if (job != null && !names.contains(job)) {
            throw Trouble.invalid("there is no job " + job + " in " + batch.name() + ": " + Suggestion.fix(job, names));
        }
    }

    private String why(History.Batch batch) {
        if (batch.state() == BatchState.PASSED) {
            return "the batch has passed";
        }
        return job == null ? "every job has succeeded" : "the job " + job + " has succeeded";
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
