package dev.muster.contract.batchfile;

import dev.muster.contract.AllowedHosts;
import dev.muster.contract.Gates;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Task;
import dev.muster.contract.catalogue.Catalogue;
import dev.muster.contract.document.Document;
import dev.muster.contract.document.Kind;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Schema;
import dev.muster.contract.document.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads batch files, YAML or JSON, and the plain form: a list of jobs. Thread-safe.
 *
 * @param catalogue that names are looked up in
 * @param retry of batches that say nothing about it
 * @param hosts that verdicts may be posted to
 */
public record BatchFileReader(Catalogue catalogue, RetryPolicy retry, AllowedHosts hosts) {
    private static final Schema SCHEMA =
            Schema.resource(BatchFileReader.class, "/dev/muster/contract/batch.schema.json");

    /**
     * Reads a file.
     *
     * @param name of the file, which names a batch that does not name itself
     * @param problems takes everything that is wrong; what is returned holds what is right
     * @return empty when nothing could be read
     */
    public Optional<BatchFile> read(byte[] text, String name, Problems problems) {
        try {
            return Optional.of(read(Document.parse(text, name, problems), Slug.ofFile(name, "batch"), problems));
        } catch (InvalidInputException unreadable) {
            problems.addAll(unreadable.problems());
            return Optional.empty();
        }
    }

    /**
     * Reads a document that was parsed before.
     *
     * @param name of the batch when it does not name itself
     * @param problems takes everything that is wrong; what is returned holds what is right
     */
    public BatchFile read(Value document, String name, Problems problems) {
        checkForm(document, problems);
        List<JobDraft> jobs = jobs(document, problems);
        Optional<String> promote = document.field("promote").flatMap(Value::text);
        Gates gates = document.field("gates")
                .map(value -> new GateReader(jobs, problems).read(value, promote.isPresent()))
                .orElse(Gates.NONE);
        JoinPolicy join = document.field("join")
                .map(value -> new JoinReader(gates, problems).read(value, document.field("gates")))
                .orElse(JoinPolicy.ALL);
        return new BatchFile(
                document.field("batch").flatMap(Value::text).orElse(name),
                new QueueingReader(problems).read(document),
                jobs,
                gates,
                join,
                retry(document),
                promote.orElse(null),
                document.field("notify")
                        .flatMap(value -> address(value, problems))
                        .orElse(null),
                document.field("fresh").flatMap(Value::truth).orElse(false));
    }

    /** Notes what is wrong with the form of a document, whatever the names in it stand for. */
    public static void checkForm(Value document, Problems problems) {
        SCHEMA.check(document, problems);
    }

    private List<JobDraft> jobs(Value document, Problems problems) {
        List<Value> entries = document.kind() == Kind.LIST ? document.items() : items(document, "jobs");
        List<Value> sweeps = items(document, "sweeps");
        List<JobDraft> jobs = new ArrayList<>();
        if (entries.size() > BatchFile.MAX_JOBS) {
            return jobs;
        }
        if (entries.isEmpty() && sweeps.isEmpty() && document.kind() != Kind.TEXT && hasForm(document)) {
            problems.add(document.problem("asks for no training", "add jobs or sweeps"));
        }
        EntryReader common = new EntryReader(document, catalogue, problems);
        JobNames names = new JobNames();
        entries.forEach(entry -> entry.field("name").ifPresent(name -> names.reserve(name, problems)));
        JobReader jobReader = new JobReader(common, names, problems);
        entries.forEach(entry -> jobReader.read(entry).ifPresent(jobs::add));
        SweepReader sweepReader = new SweepReader(common, names, problems);
        sweeps.forEach(entry -> jobs.addAll(sweepReader.read(entry, BatchFile.MAX_JOBS - jobs.size())));
        checkTasks(document, jobs, problems);
        return jobs;
    }

    /** Whether what there is of jobs and sweeps are lists: of others the schema speaks. */
    private static boolean hasForm(Value document) {
        return Stream.of("jobs", "sweeps")
                .flatMap(name -> document.field(name).stream())
                .allMatch(value -> value.kind() == Kind.LIST);
    }

    private static List<Value> items(Value document, String field) {
        return document.field(field).map(Value::items).orElse(List.of());
    }

    /** One verdict compares all models, so they must have a metric in common. */
    private static void checkTasks(Value document, List<JobDraft> jobs, Problems problems) {
        List<Task> tasks =
                jobs.stream().map(job -> job.dataset().data().task()).distinct().toList();
        if (tasks.size() > 1) {
            String message = "mixes classification and regression, whose models cannot be compared";
            problems.add(document.problem(message, "make two batches of it"));
        }
    }

    private RetryPolicy retry(Value document) {
        Optional<Value> given = document.field("retry");
        long attempts = given.flatMap(value -> value.field("attempts"))
                .flatMap(Value::integer)
                .filter(n -> n > 0 && n <= 100)
                .orElse((long) retry.attempts());
        Duration delay = given.flatMap(value -> value.field("delay"))
                .flatMap(BatchFileReader::duration)
                .orElse(retry.delay());
        return new RetryPolicy((int) attempts, delay);
    }

    /** A time; empty when it is none. */
    static Optional<Duration> duration(Value value) {
        try {
            return value.duration();
        } catch (IllegalArgumentException toldByTheSchema) {
            return Optional.empty();
        }
    }

    private Optional<URI> address(Value value, Problems problems) {
        try {
            Optional<URI> address =
                    value.text().isPresent() ? Optional.of(new URI(value.text().get())) : Optional.empty();
            Optional<String> refusal = address.flatMap(hosts::refusal);
            return refusal.isEmpty()
                    ? address
                    : problems.add(value.problem(
                            value.shown() + " " + refusal.get(),
                            "use an https address whose host is in MUSTER_ALLOWED_HOSTS"));
        } catch (URISyntaxException e) {
            return problems.add(value.problem(value.shown() + " is not an address", "write it as https://host/path"));
        }
    }
}
