package dev.muster.ledger.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueFileTest {
    @TempDir
    Path folder;

    @Test
    void aTimeIsANumberOfSecondsHoweverManyTheyAre() throws IOException {
        assertThat(read("ageing: 10000000").ageing()).isEqualTo(Duration.ofSeconds(10_000_000));
    }

    @Test
    void saysHowTeamsShare() throws IOException {
        QueuePolicy policy = read("""
                teams:
                  research: {weight: 3, quota: {jobs: 10, cpus: 16, gpus: 2}}
                  default: {}
                clusters:
                  ray: {running: 20}
                ageing: 1h
                preemption: {priority: 50}
                """);

        assertThat(policy)
                .isEqualTo(new QueuePolicy(
                        Map.of("research", new Team(3, 10, 16, 2), "default", Team.USUAL),
                        Map.of("ray", 20),
                        Duration.ofHours(1),
                        new Preemption(50, 3)));
        assertThat(policy.account("research")).isEqualTo("research");
        assertThat(policy.account("others")).isEqualTo("default");
    }

    @Test
    void whatIsLeftOutIsAsUsual() throws IOException {
        assertThat(read("clusters: {}")).isEqualTo(QueuePolicy.USUAL);
        assertThat(QueuePolicy.USUAL.account("others")).isEqualTo("others");
    }

    @Test
    void everyMistakeIsToldWithItsPlaceAndTheFix() {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> read("""
                teams:
                  research: {weight: 0, quotas: {jobs: 10}}
                  sales: {quota: {gpus: -1}}
                clusters:
                  ray: {}
                ageing: soon
                preemption: {priority: 0}
                """));

        List<Problem> problems = refused.problems();
        assertThat(problems).extracting(Problem::line).containsExactly(2, 2, 3, 5, 6, 7);
        assertThat(problems)
                .extracting(Problem::place)
                .containsExactly(
                        "teams.research.weight",
                        "teams.research.quotas",
                        "teams.sales.quota.gpus",
                        "clusters.ray.running",
                        "ageing",
                        "preemption.priority");
        assertThat(problems)
                .extracting(Problem::fix)
                .allSatisfy(fix -> assertThat(fix).isNotBlank());
        assertThat(problems.toString()).contains("quota", "30s, 10m or 1h");
    }

    @Test
    void whoeverWaitsCountsMoreWithTime() {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> read("ageing: 0s"));

        assertThat(refused.problems()).extracting(Problem::place).containsExactly("ageing");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> QueuePolicy.read(folder.resolve("none.yaml")));

        assertThat(refused).hasMessageContaining("none.yaml");
        assertThat(refused.problems()).extracting(Problem::fix).containsExactly("correct MUSTER_QUEUE");
    }

    private QueuePolicy read(String yaml) throws IOException {
        return QueuePolicy.read(Files.writeString(folder.resolve("queue.yaml"), yaml));
    }
}
