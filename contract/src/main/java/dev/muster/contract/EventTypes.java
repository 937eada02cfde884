package dev.muster.contract;

/** The {@code type} attribute of every event that Muster reads or writes; the Triggers select by these. */
public final class EventTypes {
    /** Asks for a batch; data: a batch file as JSON. */
    public static final String BATCH_REQUESTED = "dev.muster.batch.requested";
    /** A batch is durable in the ledger; data: {@link BatchAccepted}. */
    public static final String BATCH_ACCEPTED = "dev.muster.batch.accepted";
    /** A request was refused; data: {@link BatchRejected}. */
    public static final String BATCH_REJECTED = "dev.muster.batch.rejected";
    /** An event was understood and asks for nothing; data: {@link BatchSkipped}. */
    public static final String BATCH_SKIPPED = "dev.muster.batch.skipped";
    /** A tick of the clock: look for lost, late and stuck work; no data. */
    public static final String SWEEP_REQUESTED = "dev.muster.sweep.requested";
    /** Attempts ended; data: {@link JobsFinished}. */
    public static final String JOBS_FINISHED = "dev.muster.jobs.finished";
    /** Attempts are alive, and how far; data: {@link JobsProgressed}. */
    public static final String JOBS_PROGRESSED = "dev.muster.jobs.progressed";
    /** A batch has its verdict; data: {@link Verdict}. */
    public static final String BATCH_COMPLETED = "dev.muster.batch.completed";
    /** A model was promoted; data: {@link Promotion}. */
    public static final String MODEL_PROMOTED = "dev.muster.model.promoted";
    /** A function starts, its name is in the source: whoever comes after it had better start too; data: the name. */
    public static final String FUNCTION_STARTED = "dev.muster.function.started";
    /** A tick of a Knative PingSource. */
    public static final String PING = "dev.knative.sources.ping";
    /** An object was created in S3, as the CloudEvents adapter for S3 names it; the kind of creation follows. */
    public static final String S3_OBJECT_CREATED_PREFIX = "com.amazonaws.s3.ObjectCreated";
    /** A sync of Argo CD failed; data: the Application, its revision and Argo CD's words. */
    public static final String SYNC_FAILED = "io.argoproj.application.sync.failed";

    private EventTypes() {}
}
