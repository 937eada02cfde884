package dev.muster.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Metric;
import dev.muster.contract.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RankingTest {
    @ParameterizedTest
    @EnumSource
    void theBestIsAsGoodAsAnyAndTheFirstOfItsEquals(Metric metric) {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            Joined joined = Joined.classification();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                joined.succeeded("job " + i, metric.label(), random.nextInt(4) / 4.0);
            }
            List<Verdict.Job> jobs = joined.join().jobs();

            Verdict.Job best = Ranking.best(jobs, metric).orElseThrow();

            Comparator<Verdict.Job> byValue =
                    Comparator.comparingDouble(job -> job.metrics().get(metric.label()));
            Verdict.Job extreme = metric.higherIsBetter()
                    ? jobs.stream().max(byValue).orElseThrow()
                    : jobs.stream().min(byValue).orElseThrow();
            assertThat(best.metrics()).isEqualTo(extreme.metrics());
            assertThat(jobs.subList(0, jobs.indexOf(best)))
                    .noneMatch(job -> job.metrics().equals(best.metrics()));
        }
    }

    @Test
    void failedJobsAndValuesThatAreNoNumbersTakeNoPart() {
        List<Verdict.Job> jobs = Joined.classification()
                .failed("a", "x")
                .succeeded("b", "accuracy", Double.NaN)
                .succeeded("c", "accuracy", Double.POSITIVE_INFINITY)
                .succeeded("d", Map.of("f1", 1.0))
                .succeeded("e", "accuracy", 0.1)
                .join()
                .jobs();

        assertThat(Ranking.best(jobs, Metric.ACCURACY)).hasValue(jobs.get(4));
        assertThat(Ranking.best(jobs.subList(0, 4), Metric.ACCURACY)).isEmpty();
    }
}
