package dev.muster.contract;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was checked and resolved: every name, default, grid and digest is filled in.
 *
 * @param name as shown to people
 * @param queueing how it waits for its turn
 * @param jobs at least one, with unique names
 * @param gates to pass
 * @param join when it is judged
 * @param retry of failed attempts
 * @param promote the name to promote a passing best model under; null for none
 * @param notifyUrl where the verdict is posted; null for nowhere
 * @param fresh whether every job is trained, though equal ones were trained before
 */
public record BatchSpec(
        String name,
        Queueing queueing,
        List<JobSpec> jobs,
        Gates gates,
        JoinPolicy join,
        RetryPolicy retry,
        @Nullable String promote,
        @Nullable URI notifyUrl,
        boolean fresh) {
    public BatchSpec {
        jobs = List.copyOf(jobs);
        if (jobs.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one job: " + name);
        }
    }

    /** The same, every job of it trained. */
    public BatchSpec freshly() {
        return new BatchSpec(name, queueing, jobs, gates, join, retry, promote, notifyUrl, true);
    }

    /** The same, waiting for its turn in another way. */
    public BatchSpec with(Queueing other) {
        return new BatchSpec(name, other, jobs, gates, join, retry, promote, notifyUrl, fresh);
    }

    /** SHA-256 of the canonical form: what makes two requests the same. */
    public String digest() {
        return Digest.of(Json.bytes(this));
    }
}
