package dev.muster.cli;

import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import dev.muster.validate.BatchText;
import dev.muster.validate.Resolved;
import dev.muster.validate.Resolver;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a batch and prints its verdict.",
            "",
            "The same request means the same batch: if it was interrupted it continues, if it has its verdict that is"
                    + " shown. Ctrl-C calls it off in order, and the same command resumes it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster run examples/digits.yaml",
            "  muster run jobs.json --fresh",
            "  muster run examples/digits.yaml --cluster local",
            "  muster run https://ml.example.com/jobs.json --allow-host ml.example.com"
        })
final class RunCommand extends Action {
    @Parameters(paramLabel = "FILE|URL", description = "A batch file, YAML or JSON, or a plain list of jobs.")
    private String place = "";

    @Option(
            names = "--fresh",
            description = "Train again, though the same request has its verdict, and equal jobs their results.")
    private boolean fresh;

    @Option(
            names = "--allow-host",
            paramLabel = "HOST",
            description = "Allow this host to be called, beside those of MUSTER_ALLOWED_HOSTS.")
    private List<String> hosts = List.of();

    @Mixin
    private final ClusterOption cluster = new ClusterOption();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    RunCommand(Environment environment) {
        super(environment);
    }

    @Override
    String subject() {
        return place;
    }

    @Override
    public Integer call() {
        Interrupts interrupts = Interrupts.listen(terminal());
        Source source = new Source(environment);
        BatchText text = source.read(place, hosts);
        MusterConfig config = cluster.on(Settings.read(environment, hosts, source.roots(place)));
        Resolver resolver = Resolver.open(config.validate());
        Resolved resolved = resolver.resolve(text);
        try (Muster muster = open(config, resolver)) {
            Generations generations = new Generations(muster.ledger().history());
            BatchId batch = fresh ? generations.fresh(resolved.spec()) : generations.newest(resolved.spec());
            Optional<Verdict> before = standing(muster, batch);
            if (before.isPresent()) {
                return conclude(muster, before.get(), true);
            }
            var interruption = interrupts.orderly();
            muster.work(batch);
            muster.events()
                    .emit(muster.validate()
                            .accept(fresh ? resolved.freshly() : resolved, batch, batch.value(), Generations.ORIGIN)
                            .event());
            return new BatchWork(environment, muster, json)
                    .follow(batch, interruption)
                    .map(verdict -> conclude(muster, verdict, false))
                    .orElseGet(() -> leave(batch));
        }
    }

    /** The verdict that the batch has, unless it was called off: that is taken back. */
    private Optional<Verdict> standing(Muster muster, BatchId batch) {
        Optional<BatchState> state = muster.ledger().history().batch(batch).map(History.Batch::state);
        boolean unfinished = state.filter(s -> s == BatchState.CANCELLED || s == BatchState.RUNNING)
                .isPresent();
        if (unfinished) {
            // One that runs may have been called off too, by a command that died before its attempts had stopped.
            muster.ledger().control().resume(batch, Optional.empty());
            say("continuing " + batch);
        }
        return muster.ledger().history().verdict(batch);
    }

    private int conclude(Muster muster, Verdict verdict, boolean stored) {
        Conclusion conclusion = Conclusion.of(verdict, stored, reports.write(muster.reports(), environment, verdict));
        print(conclusion, () -> conclusion.print(environment));
        return conclusion.exitCode();
    }

    private int leave(BatchId batch) {
        say("called off, but not all attempts stopped in time; resume with: muster resume " + batch);
        return ExitCode.CANCELLED;
    }
}
