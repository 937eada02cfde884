package dev.muster.aggregate;

import dev.muster.contract.AllowedHosts;
import dev.muster.contract.BatchId;
import dev.muster.contract.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How verdicts are posted to the addresses that requests name.
 *
 * @param hosts that may be called
 * @param timeout of one post
 * @param retry of posts that did not arrive
 * @param only the batch to post for; null for all
 */
public record NotifierConfig(
        AllowedHosts hosts,
        Duration timeout,
        RetryPolicy retry,
        @Nullable BatchId only) {
    /** Five seconds for a post; eight tries, two seconds and more apart, about eight minutes in all. */
    public static NotifierConfig calling(AllowedHosts hosts) {
        return new NotifierConfig(hosts, Duration.ofSeconds(5), new RetryPolicy(8, Duration.ofSeconds(4)), null);
    }

    /** The same, for one batch alone. */
    public NotifierConfig serving(BatchId batch) {
        return new NotifierConfig(hosts, timeout, retry, batch);
    }
}
