package dev.muster.cli.report;

import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.trainer.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where everything comes from, and how to get the same again. */
final class ProvenanceSection {
    private ProvenanceSection() {}

    static Markup draw(ReportData data) {
        List<Markup> content = new ArrayList<>();
        content.add(list(batch(data)));
        Manifest best = data.best();
        if (best != null) {
            content.add(Markup.of(
                    "<h3>Best model <small>{}</small></h3>",
                    best.provenance().job().name()));
            content.add(list(model(best)));
            content.add(Markup.of(
                    "<h4>Train it again and compare</h4><pre>./muster reproduce {}</pre>",
                    best.attempt().job()));
        }
        content.add(Markup.of(
                "<details><summary>The whole request, resolved</summary><pre>{}</pre></details>",
                Json.mapper().valueToTree(data.spec()).toPrettyString()));
        return Section.of(
                "provenance", "Provenance", "With equal provenance an equal model comes out, bit for bit.", content);
    }

    private static Map<String, Object> batch(ReportData data) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("Batch", code(data.batch().id()));
        facts.put("Asked for by", data.batch().origin());
        facts.put("Accepted", Words.time(data.batch().accepted()));
        facts.put("Request", Words.digest(data.spec().digest()));
        return facts;
    }

    private static Map<String, Object> model(Manifest manifest) {
        JobSpec job = manifest.provenance().job();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("Model", Words.digest(manifest.model().digest()));
        facts.put("Algorithm", job.algorithm());
        facts.put("Parameters", table(job.parameters()));
        facts.put("Seed", job.seed());
        facts.put(
                "Dataset",
                Markup.of(
                        "{} {}",
                        job.dataset().spec().name(),
                        Words.digest(job.dataset().digest())));
        facts.put("Attempt", manifest.attempt().number());
        facts.put("Versions", table(manifest.provenance().versions()));
        facts.put(
                "Platform",
                manifest.provenance().platform().os() + " "
                        + manifest.provenance().platform().architecture());
        facts.put("Threads", manifest.provenance().threads());
        if (!manifest.notes().isEmpty()) {
            facts.put("Notes", String.join("; ", manifest.notes()));
        }
        return facts;
    }

    private static Markup code(Object value) {
        return Markup.of("<code>{}</code>", value);
    }

    private static Markup table(Map<String, ?> values) {
        return Markup.of(
                "<span class=\"pairs\">{}</span>",
                Markup.each(
                        values.entrySet(),
                        entry -> Markup.of(
                                "<span><i>{}</i> {}</span>", entry.getKey(), String.valueOf(entry.getValue()))));
    }

    private static Markup list(Map<String, Object> facts) {
        return Markup.of(
                "<dl class=\"list\">{}</dl>",
                Markup.each(
                        facts.entrySet(),
                        entry -> Markup.of("<dt>{}</dt><dd>{}</dd>", entry.getKey(), entry.getValue())));
    }
}
