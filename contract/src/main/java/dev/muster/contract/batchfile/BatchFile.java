package dev.muster.contract.batchfile;

import dev.muster.contract.Gates;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Queueing;
import dev.muster.contract.RetryPolicy;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch file that was read: sweeps are expanded, names looked up, defaults filled in; the data was not looked at.
 *
 * @param name as shown to people
 * @param queueing how it waits for its turn
 * @param jobs with unique names
 * @param gates to pass
 * @param join when it is judged
 * @param retry of failed attempts
 * @param promote the name to promote under; null for none
 * @param notifyUrl where the verdict is posted; null for nowhere
 * @param fresh whether every job is trained, though equal ones were trained before
 */
public record BatchFile(
        String name,
        Queueing queueing,
        List<JobDraft> jobs,
        Gates gates,
        JoinPolicy join,
        RetryPolicy retry,
        @Nullable String promote,
        @Nullable URI notifyUrl,
        boolean fresh) {
    /** No batch has more jobs. */
    public static final int MAX_JOBS = 10_000;

    public BatchFile {
        jobs = List.copyOf(jobs);
    }
}
