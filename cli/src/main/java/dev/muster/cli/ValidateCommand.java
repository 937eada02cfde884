package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.Figures;
import dev.muster.contract.BatchSpec;
import dev.muster.validate.BatchText;
import dev.muster.validate.Resolved;
import dev.muster.validate.Resolver;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster validate}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Says what would be refused, all of it, with line and fix; trains nothing.",
            "Looks at the batch file and at its data, and starts neither database nor cluster."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  muster validate examples/digits.yaml", "  muster validate jobs.json --json"})
final class ValidateCommand extends Action {
    @Parameters(paramLabel = "FILE|URL", description = "A batch file, YAML or JSON, or a plain list of jobs.")
    private String place = "";

    @Option(names = "--allow-host", paramLabel = "HOST", description = "Allow this host to be called.")
    private List<String> hosts = List.of();

    ValidateCommand(Environment environment) {
        super(environment);
    }

    @Override
    String subject() {
        return place;
    }

    @Override
    public Integer call() {
        Source source = new Source(environment);
        BatchText text = source.read(place, hosts);
        MusterConfig config = Settings.read(environment, hosts, source.roots(place));
        Resolved resolved = Resolver.open(config.validate()).resolve(text);
        print(resolved, () -> terminal().out().println(summary(resolved)));
        return ExitCode.PASSED;
    }

    private String summary(Resolved resolved) {
        BatchSpec spec = resolved.spec();
        String datasets = spec.jobs().stream()
                .map(job -> job.dataset().spec().name())
                .distinct()
                .collect(Collectors.joining(", "));
        long rows = resolved.profiles().stream()
                .mapToLong(profile -> profile.rows())
                .sum();
        return terminal().ink().good("✓ ") + terminal().ink().bold(spec.name()) + "  "
                + Figures.count(spec.jobs().size(), "job") + " on " + datasets + " (" + rows + " rows)";
    }
}
