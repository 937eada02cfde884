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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final BatchId BATCH = BatchId.derive("/tests", "reports");

    private final List<CloudEvent> seen = new CopyOnWriteArrayList<>();

    @Test
    void resultsThatComeOneByOneShareEvents() {
        List<JobResult> all = IntStream.range(0, 250)
                .mapToObj(number -> stopped("job-" + number))
                .toList();
        long start = System.nanoTime();
        try (Reports reports = new Reports("ray", seen::add, InstantSource.system())) {
            all.forEach(result -> reports.add(Report.of(List.of(result))));
        }
        long millis = (System.nanoTime() - start) / 1_000_000;

        assertThat(seen.stream().flatMap(event -> Events.data(event, JobsFinished.class).results().stream()))
                .isEqualTo(all);
        assertThat(seen).as("the first, each full one, one every 20 ms").hasSizeLessThanOrEqualTo((int)
                (1 + 250 / 100 + millis / 20 + 1));
    }

    @Test
    void progressIsSentBeforeTheResult() {
        Attempt attempt = stopped("job").attempt();
        try (Reports reports = new Reports("ray", seen::add, InstantSource.system())) {
            reports.add(Report.of(List.of(stopped("other"))));
            reports.add(Report.alive(List.of(new JobProgress(attempt, 1, 2, Map.of("loss", 1.0), 0.1))));
            reports.add(Report.of(List.of(stopped("job"))));
        }

        List<String> types = seen.stream().map(CloudEvent::getType).toList();
        assertThat(types.indexOf(EventTypes.JOBS_PROGRESSED)).isBetween(0, types.lastIndexOf(EventTypes.JOBS_FINISHED));
    }

    private static JobResult stopped(String job) {
        return new JobResult(new Attempt(BATCH, JobId.derive(BATCH, job), 1), new Outcome.Stopped(1), 1);
    }
}
