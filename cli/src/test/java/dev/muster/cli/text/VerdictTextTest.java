package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Absence;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.Coverage;
import dev.muster.contract.Digest;
import dev.muster.contract.Fate;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.contract.Metric;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTextTest {
    private static final BatchId BATCH = BatchId.derive("/test", "verdict");

    @Test
    void theBestStandsFirstAndTheFailedLast() {
        List<String> lines = lines(verdict(BatchState.PASSED, job("a", 0.9), broken(), job("b", 0.95)), 25);

        assertThat(lines.get(0)).isEqualTo("✓ passed digits  " + BATCH);
        assertThat(lines.subList(4, 7))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("★  b").contains("0.9500", "0.1000", "2.0"),
                        second -> assertThat(second).startsWith("   a").contains("0.9000"),
                        third -> assertThat(third).startsWith("✗  broken").contains("failed"));
        assertThat(lines).contains("✗ broken  learningRate is too large");
    }

    @Test
    void gatesSayByHowMuch() {
        assertThat(lines(verdict(BatchState.FAILED, job("b", 0.95)), 25))
                .contains("✗ accuracy >= 0.97  0.9500 of b, 0.0200 below")
                .anySatisfy(line -> assertThat(line).startsWith("✗ failed digits"));
    }

    @Test
    void ofVeryManyJobsTheBestAreShown() {
        Verdict.Job[] jobs =
                IntStream.range(0, 100).mapToObj(i -> job("b" + i, i / 100.0)).toArray(Verdict.Job[]::new);

        assertThat(lines(verdict(BatchState.PASSED, jobs), 25))
                .contains("  … and 75 more jobs: see the report")
                .noneMatch(line -> line.contains(" b74 "));
    }

    @Test
    void whereLowerIsBetterTheLowestStandsFirst() {
        Verdict verdict = new Verdict(
                BATCH,
                "diabetes",
                BatchState.PASSED,
                Metric.RMSE,
                Coverage.whole(2),
                List.of(rmse("a", 60), rmse("b", 50)),
                List.of(),
                null,
                null);

        assertThat(lines(verdict, 25).get(4)).contains("b").contains("50.00");
    }

    @Test
    void saysHowManyJobsItRestsOnAndWhyNotOnTheOthers() {
        Verdict whole =
                verdict(BatchState.PASSED, job("b", 0.95), job("late", 0.99).cut());
        Absence absence = new Absence(JobId.derive(BATCH, "late"), "late", Fate.LATE, "it ended after the deadline");
        Verdict verdict = new Verdict(
                BATCH,
                "digits",
                BatchState.PASSED,
                Metric.ACCURACY,
                new Coverage(1, 2, "the deadline has passed", List.of(absence)),
                whole.jobs(),
                List.of(),
                whole.best(),
                null);

        assertThat(lines(verdict, 25))
                .contains("1 of 2 jobs counted: the deadline has passed")
                .contains("– late  late: it ended after the deadline")
                .anySatisfy(row -> assertThat(row).startsWith("–  late").contains(" late "));
    }

    @Test
    void namesWhatWasPromoted() {
        Verdict verdict = new Verdict(
                BATCH,
                "digits",
                BatchState.PASSED,
                Metric.ACCURACY,
                Coverage.whole(1),
                List.of(job("b", 0.95)),
                List.of(),
                JobId.derive(BATCH, "b"),
                new Promotion("digits", 3, JobId.derive(BATCH, "b"), "sha256:abc", "m", Metric.ACCURACY, 0.95));

        assertThat(lines(verdict, 25)).contains("promoted digits version 3 sha256:abc");
    }

    private static List<String> lines(Verdict verdict, int most) {
        return new VerdictText(Ink.PLAIN, 100).lines(verdict, most);
    }

    private static Verdict verdict(BatchState state, Verdict.Job... jobs) {
        return new Verdict(
                BATCH,
                "digits",
                state,
                Metric.ACCURACY,
                Coverage.whole(jobs.length),
                List.of(jobs),
                List.of(new Verdict.Gate("accuracy >= 0.97", false, "0.9500 of b, 0.0200 below")),
                JobId.derive(BATCH, "b"),
                null);
    }

    private static Verdict.Job job(String name, double accuracy) {
        return job(name, Map.of("accuracy", accuracy, "loss", 0.1));
    }

    private static Verdict.Job rmse(String name, double value) {
        return job(name, Map.of("rmse", value, "loss", value * value));
    }

    private static Verdict.Job job(String name, Map<String, Double> metrics) {
        return new Verdict.Job(
                JobId.derive(BATCH, name),
                name,
                "MLP",
                Map.of(),
                JobState.SUCCEEDED,
                1,
                2.0,
                metrics,
                Digest.of(name),
                "m",
                null,
                null);
    }

    private static Verdict.Job broken() {
        return new Verdict.Job(
                JobId.derive(BATCH, "broken"),
                "broken",
                "MLP",
                Map.of(),
                JobState.FAILED,
                3,
                2.0,
                Map.of(),
                null,
                null,
                "learningRate is too large",
                null);
    }
}
