package dev.muster.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchRejected;
import dev.muster.contract.BatchState;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.tests.house.Repository;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scenario on the cluster that kubectl points to, and what only a cluster does: {@code hack/run.sh e2e}. */
@Timeout(1800)
class KubernetesE2E extends Scenario {
    private static final int LOAD = 100;

    private Deployment cluster;

    @Override
    Installation install() {
        cluster = new Deployment(
                new Kubectl("kubectl"),
                Repository.ROOT.resolve("tests/src/test/resources/dev/muster/tests/cluster/recorder.yaml"),
                System.getProperty("muster.ingress", "broker-ingress"));
        return cluster;
    }

    @Test
    void aDeadLetterIsTakenOnceItIsMended() {
        new GarbledReport(this).assertTakenOnceItIsMended();
    }

    @Test
    void aFunctionThatNobodyCallsEndsAndComesBackWhenItIsCalled() {
        await(() -> cluster.pods("validate") == 0 ? true : null);

        CloudEvent request = request("from-zero", """
                batch: from-zero
                dataset: digits
                jobs: [{name: only, model: logistic-regression, parameters: {epochs: 1}}]
                """);

        assertThat(verdict(request).state()).isEqualTo(BatchState.PASSED);
        assertThat(cluster.pods("validate")).isPositive();
        for (String function : List.of("validate", "train", "aggregate")) {
            assertThat(await(() -> cluster.pods(function) == 0 ? "none" : null))
                    .as(function)
                    .isEqualTo("none");
        }
    }

    /** Each of these is refused, which trains nothing; a prober that counts what is lost and what is doubled. */
    @Test
    void anUpgradeUnderLoadLosesNothingAndDoublesNothing() {
        List<String> ids = IntStream.range(0, LOAD).mapToObj(i -> "load-" + i).toList();
        Thread upgrade =
                new Thread(() -> cluster.upgrade("validate", System.getProperty("muster.source", "again")), "upgrade");
        upgrade.start();

        ids.parallelStream().forEach(id -> muster.send(request(id, "batch: " + id + "\ndataset: nothing\njobs: []\n")));

        await(() -> upgrade.isAlive() ? null : true);
        List<String> answered = await(() -> {
            List<String> causes = refusals();
            return causes.containsAll(ids) ? causes : null;
        });
        assertThat(answered).filteredOn(ids::contains).doesNotHaveDuplicates().hasSize(LOAD);
    }

    /** The causes of refusals: an event that was told twice is one, by its id. */
    private List<String> refusals() {
        return muster.seen().stream()
                .filter(event -> event.getType().equals(EventTypes.BATCH_REJECTED))
                .collect(Collectors.toMap(CloudEvent::getId, event -> event, (one, same) -> one))
                .values()
                .stream()
                .map(event -> Events.data(event, BatchRejected.class).cause())
                .toList();
    }
}
