package dev.muster.aggregate;

import dev.muster.contract.BatchId;
import dev.muster.ledger.Doors;
import dev.muster.ledger.Notice;
import dev.muster.ledger.Notices;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts verdicts to the addresses that their requests name, on every sweep, until each was taken or given up. What is
 * still to be posted stands in the ledger, written together with the verdict; so a post happens at least once, whatever
 * dies, and neither it nor its failure touches the batch. Receivers tell repeats by the event's id. Thread-safe.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    /** Posts at a time: one slow receiver costs a time-out, many cost no more. */
    private static final int TOGETHER = 32;

    private final Notices notices;
    private final NotifierConfig config;
    private final Webhook webhook;
    private final @Nullable ExecutorService background;
    private final AtomicBoolean busy = new AtomicBoolean();

    private Notifier(Doors ledger, NotifierConfig config, @Nullable ExecutorService background) {
        this.notices = ledger.notices();
        this.config = config;
        this.webhook = new Webhook(config.hosts(), config.timeout());
        this.background = background;
    }

    /** One that makes the sweep wait for its posts: for a function, where nothing runs between requests. */
    public static Notifier inline(Doors ledger, NotifierConfig config) {
        return new Notifier(ledger, config, null);
    }

    /** One that posts on a thread of its own: for a process that stays. */
    public static Notifier inBackground(Doors ledger, NotifierConfig config) {
        return new Notifier(ledger, config, Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "notifier");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** Posts what is due, unless that is being done already. */
    void deliver() {
        if (busy.compareAndSet(false, true)) {
            if (background == null) {
                deliverAll();
            } else {
                background.execute(this::deliverAll);
            }
        }
    }

    /**
     * Posts what is due once more, waits for that no longer than posts take, and stops; the rest is for the next one.
     */
    @Override
    public void close() {
        if (background == null || background.isShutdown()) {
            return;
        }
        background.execute(this::deliverAll);
        background.shutdown();
        try {
            if (!background.awaitTermination(2 * config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("verdicts are still being posted; those that are not taken are posted again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliverAll() {
        try {
            // Longer than a post can take, so that no other process posts the same meanwhile.
            List<Notice> due =
                    notices.take(TOGETHER, config.timeout().multipliedBy(4), Optional.ofNullable(config.only()));
            Map<Notice, CompletableFuture<Webhook.Answer>> answers =
                    due.stream().collect(Collectors.toMap(notice -> notice, this::post));
            answers.forEach((notice, answer) -> settle(notice, answer.join()));
        } catch (RuntimeException e) {
            LOG.error("verdicts could not be posted; the next sweep tries again", e);
        } finally {
            busy.set(false);
        }
    }

    private CompletableFuture<Webhook.Answer> post(Notice notice) {
        return webhook.post(notice.url(), Answers.completed(notice.completion()));
    }

    private void settle(Notice notice, Webhook.Answer answer) {
        BatchId batch = notice.completion().verdict().batch();
        URI url = notice.url();
        if (answer instanceof Webhook.Answer.Taken) {
            notices.delivered(batch);
        } else if (answer instanceof Webhook.Answer.Unreachable trouble
                && notice.tries() < config.retry().attempts()) {
            Duration wait = config.retry().backoff(notice.tries(), batch.value());
            LOG.warn("verdict on {} not posted, again in {}: {}", batch, wait, trouble.why());
            notices.again(batch, wait);
        } else {
            LOG.warn("verdict on {} not posted to {}, given up: {}", batch, url, answer.why());
            notices.giveUp(batch, answer.why() + " (try " + notice.tries() + ")");
        }
    }
}
