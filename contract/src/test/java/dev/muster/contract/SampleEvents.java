package dev.muster.contract;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * The catalogue of sample events: one of every kind that Muster reads or writes, foreign ones as their senders make
 * them. Every codec and every function runs all of it, in both modes of {@link WireForm}.
 */
public final class SampleEvents {
    /** When everything in the samples happens. */
    public static final Instant TIME = Instant.parse("2026-03-01T08:00:00.250Z");

    /** The batch that the samples speak of. */
    public static final BatchId BATCH = BatchId.derive("/sample", "digits");

    /** Its only job. */
    public static final JobId JOB = JobId.derive(BATCH, "mlp");

    /** The first try at it. */
    public static final Attempt ATTEMPT = new Attempt(BATCH, JOB, 1);

    private static final String MODEL = Digest.of("a model".getBytes(StandardCharsets.UTF_8));

    private SampleEvents() {}

    /** All of them. */
    public static List<CloudEvent> all() {
        return List.of(
                requested(),
                requestedAsYaml(),
                requestedPlain(),
                requestedBadly(),
                ping(),
                pingWithoutData(),
                objectCreated(),
                objectTest(),
                syncFailed(),
                foreign(),
                accepted(),
                rejected(),
                skipped(),
                sweep(),
                started(),
                progressed(),
                finished(),
                failed(),
                completed(),
                promoted());
    }

    /** A request with a batch file as JSON, and every extension that Muster hands on. */
    public static CloudEvent requested() {
        return request("r-1", "application/json", """
                {"batch": "digits", "dataset": "digits",
                 "jobs": [{"name": "mlp", "model": "mlp", "parameters": {"epochs": 2}}],
                 "gates": {"minimum": {"accuracy": 0.8}}}""")
                .withExtension("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .withExtension("tracestate", "vendor=value")
                .withExtension("correlationid", "order-7")
                .build();
    }

    /** A request with a batch file as YAML. */
    public static CloudEvent requestedAsYaml() {
        return request("r-2", "application/yaml", """
                batch: digits
                dataset: digits
                jobs:
                  - model: logistic-regression   # names may hold Grüße and 数字
                    parameters: {epochs: 2}
                """).build();
    }

    /** A request in the plain form: a list of models and datasets. */
    public static CloudEvent requestedPlain() {
        return request("r-3", "application/json", """
                [{"model": "MLP", "dataset": "digits"}]""").build();
    }

    /** A request with four mistakes: an unknown field, model and dataset, and negative epochs. */
    public static CloudEvent requestedBadly() {
        return request("r-4", "application/json", """
                {"batch": "digits", "colour": "red",
                 "jobs": [{"model": "mpl", "dataset": "digits"},
                          {"model": "mlp", "dataset": "digitz"},
                          {"model": "mlp", "dataset": "digits", "parameters": {"epochs": -3}}]}""").build();
    }

    /** A tick of a PingSource, with data. */
    public static CloudEvent ping() {
        return event(
                        "e1b2c3d4-0000-4000-8000-000000000001",
                        EventTypes.PING,
                        "/apis/v1/namespaces/muster/pingsources/nightly")
                .withData("application/json", utf8("{\"message\":\"nightly\"}"))
                .build();
    }

    /** A tick of a PingSource that was given no data: no content type either. */
    public static CloudEvent pingWithoutData() {
        return event(
                        "e1b2c3d4-0000-4000-8000-000000000002",
                        EventTypes.PING,
                        "/apis/v1/namespaces/muster/pingsources/hourly")
                .build();
    }

    /** A new object in a bucket, in the form of the CloudEvents adapter for S3. */
    public static CloudEvent objectCreated() {
        return objectCreated("incoming", "daily/sales 2026.csv", "0055AED6DCD90281E5");
    }

    /** A new object of the given place and sequencer. */
    public static CloudEvent objectCreated(String bucket, String key, String sequencer) {
        Map<String, Object> object =
                Map.of("key", key, "size", 1024, "eTag", "d41d8cd98f00b204e9800998ecf8427e", "sequencer", sequencer);
        Map<String, Object> record = Map.of(
                "eventVersion", "2.2",
                "eventSource", "aws:s3",
                "eventName", "ObjectCreated:Put",
                "s3", Map.of("bucket", Map.of("name", bucket), "object", object));
        return event(
                        Digest.id("x-", bucket, key, sequencer),
                        EventTypes.S3_OBJECT_CREATED_PREFIX + ":Put",
                        "arn:aws:s3:::" + bucket)
                .withSubject(key)
                .withData("application/json", Json.bytes(record))
                .build();
    }

    /** What S3 sends when notifications are set up: asks for nothing. */
    public static CloudEvent objectTest() {
        return event("t-1", "com.amazonaws.s3.TestEvent", "arn:aws:s3:::incoming")
                .withData(
                        "application/json",
                        utf8("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"incoming\"}"))
                .build();
    }

    /** What Argo CD tells of a sync that failed, as {@code argocd/settings/notifications.yaml} has it. */
    public static CloudEvent syncFailed() {
        return CloudEventBuilder.v1()
                .withId("0b1c6c2e-5c0f-4e7f-9d5a-4f6f1f0f2a11/failed/2026-03-01T08:00:00Z")
                .withSource(URI.create("/argocd/applications/muster-functions-in-cluster"))
                .withType(EventTypes.SYNC_FAILED)
                .withSubject("muster-functions-in-cluster")
                .withData("application/json", utf8("""
                        {"application": "muster-functions-in-cluster",
                         "destination": {"name": "in-cluster", "namespace": "muster"},
                         "revision": "53e28ff20cc530b9ada2173fbbd64d48338583ba",
                         "message": "one or more synchronization tasks are not valid (retried 3 times)."}"""))
                .build();
    }

    /** An event of a type that nobody here knows, with data that is not text. */
    public static CloudEvent foreign() {
        return event("f/1 ü%", "com.example.thing.happened", "urn:example:things")
                .withData("application/octet-stream", new byte[] {0, 1, (byte) 0xFF, 10, 13})
                .build();
    }

    /** A batch that was accepted. */
    public static CloudEvent accepted() {
        return own(EventTypes.BATCH_ACCEPTED, "/muster/validate", "accepted", new BatchAccepted(BATCH, "digits", 1));
    }

    /** A request that was refused. */
    public static CloudEvent rejected() {
        Problem problem = Problem.at("jobs[0].model", "there is no model \"mpl\"", "did you mean \"mlp\"?")
                .on(2, 20);
        return own(
                EventTypes.BATCH_REJECTED, "/muster/validate", "rejected", new BatchRejected("r-4", List.of(problem)));
    }

    /** An event that asked for nothing. */
    public static CloudEvent skipped() {
        return own(EventTypes.BATCH_SKIPPED, "/muster/validate", "skipped", new BatchSkipped("t-1", "a test event"));
    }

    /** A tick for lost and late work. */
    public static CloudEvent sweep() {
        return event("s-1", EventTypes.SWEEP_REQUESTED, "/muster/clock").build();
    }

    /** What <em>validate</em> says as it starts. */
    public static CloudEvent started() {
        return own(EventTypes.FUNCTION_STARTED, "/muster/validate", "pod-1", Map.of("function", "validate"));
    }

    /** A sign of life after an epoch. */
    public static CloudEvent progressed() {
        JobProgress progress = new JobProgress(ATTEMPT, 1, 2, Map.of("loss", 0.5, "validation.accuracy", 0.9), 0.8);
        return own(EventTypes.JOBS_PROGRESSED, "/muster/cluster/embedded", "1", new JobsProgressed(List.of(progress)));
    }

    /** An attempt that made a model. */
    public static CloudEvent finished() {
        Outcome outcome = new Outcome.Succeeded(
                Map.of("accuracy", 0.97, "f1", 0.969, "loss", 0.1), MODEL, ATTEMPT.path() + "/manifest.json", 2);
        return finished("2", outcome);
    }

    /** An attempt that something around it broke. */
    public static CloudEvent failed() {
        return finished("3", new Outcome.Failed(Outcome.FailureKind.TRANSIENT, "the disk is full"));
    }

    /** A batch with its verdict. */
    public static CloudEvent completed() {
        return own(EventTypes.BATCH_COMPLETED, "/muster/aggregate", "completed", verdict());
    }

    /** A model that was promoted. */
    public static CloudEvent promoted() {
        return own(EventTypes.MODEL_PROMOTED, "/muster/aggregate", "promoted", promotion());
    }

    /** The verdict in {@link #completed()}. */
    public static Verdict verdict() {
        Verdict.Job job = new Verdict.Job(
                JOB,
                "mlp",
                "mlp",
                Map.of("epochs", 2),
                JobState.SUCCEEDED,
                1,
                1.5,
                Map.of("accuracy", 0.97),
                MODEL,
                ATTEMPT.path() + "/manifest.json",
                null,
                null);
        Verdict.Gate gate = new Verdict.Gate("accuracy >= 0.8", true, "0.97 is 0.17 above");
        return new Verdict(
                BATCH,
                "digits",
                BatchState.PASSED,
                Metric.ACCURACY,
                Coverage.whole(1),
                List.of(job),
                List.of(gate),
                JOB,
                promotion());
    }

    private static Promotion promotion() {
        return new Promotion("digits", 1, JOB, MODEL, ATTEMPT.path() + "/manifest.json", Metric.ACCURACY, 0.97);
    }

    private static CloudEvent finished(String key, Outcome outcome) {
        JobsFinished data = new JobsFinished(List.of(new JobResult(ATTEMPT, outcome, 1.5)));
        return own(EventTypes.JOBS_FINISHED, "/muster/cluster/embedded", key, data);
    }

    private static CloudEvent own(String type, String source, String key, Object data) {
        return Events.of(type, source, BATCH.value(), key, TIME, data);
    }

    private static CloudEventBuilder request(String id, String contentType, String data) {
        return event(id, EventTypes.BATCH_REQUESTED, "https://ci.example.com/runs")
                .withData(contentType, utf8(data));
    }

    private static CloudEventBuilder event(String id, String type, String source) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withType(type)
                .withSource(URI.create(source))
                .withTime(OffsetDateTime.parse(TIME.toString()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
