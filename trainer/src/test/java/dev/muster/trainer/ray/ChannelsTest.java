package dev.muster.trainer.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.Outcome;
import io.cloudevents.CloudEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static final BatchId BATCH = BatchId.derive("/tests", "channels");

    private final Map<String, List<CloudEvent>> seen = new ConcurrentHashMap<>();

    @Test
    void eachAttemptsNewsGoWhereItsSubmitterWantsThem() {
        try (Channels channels = new Channels(
                "ray",
                name -> event -> seen.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>())
                        .add(event),
                InstantSource.system())) {
            channels.assign("home-a", attempt("a"));
            channels.assign("home-b", attempt("b"));

            channels.add(Report.of(List.of(stopped("a"), stopped("b"), stopped("nobody's"))));
        }

        assertThat(seen.keySet()).containsExactlyInAnyOrder("home-a", "home-b", "");
        assertThat(results("home-a")).containsExactly(stopped("a"));
        assertThat(results("")).as("the broker's").containsExactly(stopped("nobody's"));
    }

    @Test
    void anAttemptThatLivesKeepsItsChannelHoweverManyComeAfterIt() {
        try (Channels channels = new Channels(
                "ray",
                name -> event -> seen.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>())
                        .add(event),
                InstantSource.system())) {
            channels.assign("home-a", attempt("long"));
            for (int number = 2; number <= Channels.REMEMBERED; number++) {
                channels.assign("home-b", attempt("short-" + number));
            }
            channels.add(Report.alive(List.of(new JobProgress(attempt("long"), 1, 9, Map.of(), 1))));
            channels.assign("home-b", attempt("one more"));

            channels.add(Report.of(List.of(stopped("long"))));
        }

        assertThat(results("home-a")).containsExactly(stopped("long"));
    }

    private List<JobResult> results(String channel) {
        return seen.get(channel).stream()
                .filter(event -> event.getType().equals(EventTypes.JOBS_FINISHED))
                .flatMap(event -> Events.data(event, JobsFinished.class).results().stream())
                .toList();
    }

    private static JobResult stopped(String job) {
        return new JobResult(attempt(job), new Outcome.Stopped(1), 1);
    }

    private static Attempt attempt(String job) {
        return new Attempt(BATCH, JobId.derive(BATCH, job), 1);
    }
}
