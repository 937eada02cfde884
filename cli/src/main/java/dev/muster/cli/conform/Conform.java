package dev.muster.cli.conform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds overlays against all rules.
 *
 * @param root of the repository
 * @param kustomize that renders; null takes what was rendered before
 */
public record Conform(Path root, @Nullable Kustomize kustomize) {
    /** What an overlay came to when somebody last accepted it. */
    public static final String RENDERED = "rendered.yaml";

    private static final String ARGO = "argocd";

    /** The overlays of the repository: every folder that was rendered before. */
    public List<String> overlays() {
        return Stream.of("knative", ARGO)
                .map(root::resolve)
                .filter(Files::isDirectory)
                .flatMap(Conform::files)
                .filter(file -> file.endsWith(RENDERED))
                .map(file -> root.relativize(file.getParent()).toString())
                .sorted()
                .toList();
    }

    /**
     * Everything that is wrong with an overlay.
     *
     * @param overlay its folder, from the root
     * @param before what is on the cluster, rendered; null leaves out what cannot be changed
     */
    public Conformity check(String overlay, @Nullable String before) {
        List<Finding> findings = new ArrayList<>();
        String accepted = text(root.resolve(overlay).resolve(RENDERED));
        String rendered = accepted;
        if (kustomize != null) {
            try {
                rendered = kustomize.build(root.resolve(overlay));
            } catch (NotRenderedException e) {
                findings.add(new Finding("render", overlay, "", "does not render: " + e.getMessage(), "correct it"));
                rendered = "";
            }
            if (findings.isEmpty() && !accepted.isEmpty() && !rendered.equals(accepted)) {
                findings.add(new Finding(
                        "golden",
                        overlay + "/" + RENDERED,
                        firstDifference(accepted, rendered),
                        "is not what the overlay comes to",
                        "look at the difference and accept it: muster conform --accept " + overlay));
            }
        }
        Overlay objects = new Overlay(overlay, Manifest.parse(overlay, rendered));
        Overlay old = before == null ? null : new Overlay(overlay, Manifest.parse("what is there", before));
        findings.addAll(judge(objects, rules(overlay, old)));
        return new Conformity(overlay, objects.objects().size(), findings);
    }

    /** Renders an overlay and keeps that as accepted. */
    public void accept(String overlay) {
        if (kustomize == null) {
            throw new IllegalStateException("accepting needs a renderer");
        }
        try {
            Files.writeString(root.resolve(overlay).resolve(RENDERED), kustomize.build(root.resolve(overlay)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Finding> judge(Overlay overlay, List<Rule> rules) {
        List<Finding> findings = new ArrayList<>();
        rules.forEach(rule -> rule.check(
                overlay,
                (object, field, message, fix) ->
                        findings.add(new Finding(rule.name(), object.title(), field.path(), message, fix))));
        return findings;
    }

    List<Rule> rules(String overlay, @Nullable Overlay before) {
        List<Rule> rules = new ArrayList<>(List.of(
                new SchemaRule(),
                new DefaultsRule(),
                new KubeRayRule(),
                new ImagesRule(),
                new SecretsRule(),
                new LimitsRule(),
                new ProbesRule(),
                new DeliveryRule(),
                new FiltersRule(),
                new PodSecurityRule(),
                new ReferencesRule(),
                new NetworkRule(),
                new WavesRule(),
                new SyncRule(),
                new FailedSyncsRule(),
                new HealthRule(root.resolve(ARGO).resolve("settings/health"))));
        if (!overlay.equals(ARGO)) {
            project().map(ProjectRule::new).ifPresent(rules::add);
        }
        if (before != null) {
            rules.add(new ImmutableRule(before));
        }
        return rules;
    }

    private Optional<Manifest> project() {
        Path file = root.resolve(ARGO).resolve("project.yaml");
        return Files.exists(file)
                ? Optional.of(Manifest.parse(file.toString(), text(file)).get(0))
                : Optional.empty();
    }

    private static String firstDifference(String accepted, String rendered) {
        List<String> old = accepted.lines().toList();
        List<String> now = rendered.lines().toList();
        int line = 0;
        while (line < Math.min(old.size(), now.size()) && old.get(line).equals(now.get(line))) {
            line++;
        }
        return "line " + (line + 1) + ": " + (line < now.size() ? now.get(line).strip() : "the end");
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
