package dev.muster.cli;

import dev.muster.cli.conform.Conform;
import dev.muster.cli.conform.Conformity;
import dev.muster.cli.conform.Finding;
import dev.muster.cli.conform.Kustomize;
import dev.muster.cli.text.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster conform}. */
@Command(
        name = "conform",
        mixinStandardHelpOptions = true,
        description = {
            "Says what a cluster would refuse of the manifests, or quietly change, before anything is synced.",
            "Renders each overlay and holds it against the schemas of Knative, KubeRay and Argo CD, against what their"
                    + " webhooks refuse beyond that, and against what people get wrong: images without a version, secrets in"
                    + " Git, missing limits, probes that end a slow start, Triggers without a dead-letter sink, filters that"
                    + " no event passes, failed syncs of Argo CD that keep back the commit that mends them or that nobody"
                    + " hears of. Runs Argo CD's health checks on recorded statuses. Asks no cluster and no network.",
            "",
            "Renders with kustomize, kubectl or Go, whichever is there; without, takes each overlay's rendered.yaml."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster conform                                    every overlay of knative/ and argocd/",
            "  muster conform knative/overlays/production        one of them",
            "  muster conform --accept knative/overlays/local    what it comes to now is right: keep it in rendered.yaml",
            "  git show v1:knative/overlays/production/rendered.yaml > was.yaml",
            "  muster conform --against was.yaml knative/overlays/production",
            "                                                    also what an upgrade could not change",
            "",
            "Exit codes: 0 conforms, 2 does not, 3 an overlay cannot be read."
        })
final class ConformCommand extends Action {
    @Parameters(
            paramLabel = "OVERLAY",
            arity = "0..*",
            description = "Folders with a kustomization; default: all there are.")
    private List<String> overlays = List.of();

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "What is on the cluster, rendered: finds fields that cannot be changed.")
    private @Nullable String against;

    @Option(names = "--accept", description = "Write rendered.yaml anew before checking.")
    private boolean accept;

    ConformCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Optional<Kustomize> kustomize =
                Kustomize.find(environment.variable("PATH").orElse(""));
        if (kustomize.isEmpty()) {
            say("no kustomize, kubectl or Go here: taking what was rendered before");
        }
        Conform conform = new Conform(environment.root(), kustomize.orElse(null));
        List<String> wanted = overlays.isEmpty()
                ? conform.overlays()
                : overlays.stream().map(this::folder).toList();
        if (accept && kustomize.isEmpty()) {
            throw Trouble.around("--accept renders: install kustomize or kubectl");
        }
        if (accept) {
            wanted.forEach(conform::accept);
        }
        String before = against == null ? null : read(environment.resolve(against));
        List<Conformity> results =
                wanted.stream().map(overlay -> conform.check(overlay, before)).toList();
        print(results, () -> results.forEach(this::show));
        boolean conforms = results.stream().allMatch(result -> result.findings().isEmpty());
        return conforms ? ExitCode.PASSED : ExitCode.INVALID;
    }

    private String folder(String overlay) {
        Path folder = environment.resolve(overlay);
        if (!Files.exists(folder.resolve("kustomization.yaml"))) {
            throw Trouble.invalid(
                    overlay + " has no kustomization.yaml: name an overlay, such as knative/overlays/local");
        }
        return environment.root().relativize(folder).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void show(Conformity result) {
        String mark = result.findings().isEmpty()
                ? terminal().ink().good("✓ ")
                : terminal().ink().bad("✗ ");
        terminal()
                .out()
                .println(mark + terminal().ink().bold(result.overlay()) + "  "
                        + Figures.count(result.objects(), "object"));
        for (Finding finding : result.findings()) {
            String field = finding.field().isEmpty() ? "" : ": " + finding.field();
            terminal().out().println("  " + terminal().ink().bold(finding.rule()) + "  " + finding.object() + field);
            terminal().out().println("      " + finding.message());
            terminal().out().println("      " + terminal().ink().dim("fix: ") + finding.fix());
        }
    }
}
