package dev.muster.tests.scenario;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.EventTypes;
import dev.muster.contract.JobState;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.Verdict;
import dev.muster.contract.WireForm;
import dev.muster.embedded.broker.Broker;
import dev.muster.embedded.broker.BrokerOptions;
import dev.muster.embedded.broker.BrokerServer;
import dev.muster.embedded.broker.HttpSubscriber;
import dev.muster.embedded.broker.Ingress;
import dev.muster.embedded.broker.Wiring;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.house.Repository;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scenario with each function in a process of its own, behind a broker that is wired by the Triggers of the
 * cluster.
 */
class ThreeProcessesIT extends Scenario {
    @TempDir
    static Path folder;

    private Processes processes;

    @Override
    Installation install() throws Exception {
        processes = new Processes();
        return processes;
    }

    /** The last attempt goes on where the one before left its checkpoint, and comes to the very same model. */
    @Test
    void aFunctionThatIsKilledWhileItTrainsCostsAnAttemptAndNothingElse() {
        Verdict undisturbed = verdict(network("undisturbed"));
        CloudEvent request = network("killed");
        muster.send(request);
        await(() -> muster.ledger().history().epochs(id(request)).size() < 2 ? null : true);

        processes.functions.get("train").crash();

        Verdict verdict = verdict(request);
        assertThat(verdict.jobs()).extracting(Verdict.Job::state).containsExactly(JobState.SUCCEEDED);
        assertThat(verdict.jobs()).extracting(Verdict.Job::attempts).containsExactly(2);
        assertThat(verdict.jobs().get(0).digest())
                .isEqualTo(undisturbed.jobs().get(0).digest());
    }

    /** Ray adds a shutdown hook of its own; where that runs beside ours, what is under way fails. */
    @Test
    void aFunctionThatIsAskedToEndWhileItTrainsHandsItsAttemptBack() {
        Verdict undisturbed = verdict(network("undisturbed"));
        CloudEvent request = network("ended");
        muster.send(request);
        await(() -> muster.ledger().history().epochs(id(request)).size() < 2 ? null : true);

        Duration took = processes.functions.get("train").end();
        List<String> audit = await(() -> Optional.of(audit(request))
                .filter(entries -> entries.stream().anyMatch(entry -> entry.contains("QUEUED again")))
                .orElse(null));
        processes.functions.get("train").start();

        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(audit).last().asString().startsWith("STOPPED");
        Verdict verdict = verdict(request);
        assertThat(verdict.jobs()).extracting(Verdict.Job::state).containsExactly(JobState.SUCCEEDED);
        assertThat(verdict.jobs().get(0).digest())
                .isEqualTo(undisturbed.jobs().get(0).digest());
        assertThat(audit(request)).noneMatch(entry -> entry.startsWith("FAILED") || entry.startsWith("LOST"));
    }

    private List<String> audit(CloudEvent request) {
        return muster.ledger().history().audit(id(request)).stream()
                .map(entry -> entry.what() + " " + entry.why())
                .toList();
    }

    /** So that the next one starts at the same time, where all are at zero. */
    @Test
    void aFunctionThatStartsSaysSo() {
        processes.functions.get("validate").crash();

        await(() -> muster.seen().stream()
                .filter(event -> event.getType().equals(EventTypes.FUNCTION_STARTED))
                .filter(event -> event.getSource().equals(URI.create("/muster/validate")))
                .findFirst()
                .orElse(null));
    }

    /** So that train and aggregate scale to zero. */
    @Test
    void nobodyTicksOnceAllIsDone() throws InterruptedException {
        await(() -> muster.ledger().unfinished() ? null : true);
        long before = ticks();

        Thread.sleep(4_000);

        // One may have been on its way.
        assertThat(ticks()).isBetween(before, before + 1);
    }

    private long ticks() {
        return muster.seen().stream()
                .filter(event -> event.getType().equals(EventTypes.SWEEP_REQUESTED))
                .count();
    }

    /** Whatever reaches a function is handled or means nothing to it; a second delivery says nothing new. */
    @Test
    void everyFunctionAnswersEverySampleInBothModes() {
        SampleEvents.all().forEach(sample -> assertAnswered(WireForm.binary(sample), sample));
        Set<String> once = outputs();

        SampleEvents.all().forEach(sample -> assertAnswered(WireForm.structured(sample), sample));

        assertThat(once).hasSizeGreaterThan(3);
        assertThat(outputs()).isEqualTo(once);
    }

    private void assertAnswered(WireForm form, CloudEvent sample) {
        for (FunctionProcess function : processes.functions.values()) {
            assertThat(function.post(form).statusCode())
                    .as("%s of %s", function.address(), sample.getType())
                    .isBetween(200, 299);
        }
    }

    /** What validate said about the requests, which is not what becomes of the batches later. */
    private Set<String> outputs() {
        return muster.seen().stream()
                .filter(event -> event.getSource().equals(URI.create("/muster/validate")))
                .map(CloudEvent::getId)
                .collect(Collectors.toSet());
    }

    @Test
    void aFunctionWhoseLedgerIsAwayAsksForTheEventAgain() throws Exception {
        EmbeddedPostgres away = EmbeddedPostgres.ephemeral();
        Map<String, String> environment = new TreeMap<>(processes.environment());
        environment.put("MUSTER_DB_URL", away.jdbcUrl());
        environment.put("MUSTER_DB_PASSWORD", away.password());
        try (FunctionProcess validate = FunctionProcess.start("validate", folder, environment)) {
            WireForm request = WireForm.binary(SampleEvents.requested());
            assertThat(validate.post(request).statusCode()).isBetween(200, 299);

            away.close();

            HttpResponse<String> answer = validate.post(request);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(validate.ready()).isFalse();
        }
    }

    private static CloudEvent network(String id) {
        return request(id, """
                batch: killed
                dataset: digits
                fresh: true
                jobs: [{name: only, model: resnet-8, parameters: {epochs: 6}}]
                """);
    }

    private static final class Processes implements Installation {
        private final EmbeddedPostgres postgres = EmbeddedPostgres.ephemeral();
        private final Ledger ledger;
        private final Broker broker;
        private final BrokerServer ingress;
        private final Map<String, FunctionProcess> functions = new TreeMap<>();
        private final List<CloudEvent> seen = new CopyOnWriteArrayList<>();

        Processes() throws Exception {
            ledger = Ledger.open(
                    new LedgerConfig(postgres.jdbcUrl(), postgres.user(), postgres.password(), 4), Clock.systemUTC());
            broker = new Broker(
                    Wiring.read(Repository.ROOT.resolve("knative/base"), "muster"), BrokerOptions.defaults());
            ingress = BrokerServer.start(0, new Ingress(broker::deliver, Duration.ofSeconds(30)));
            for (String name : List.of("validate", "train", "aggregate")) {
                FunctionProcess function = FunctionProcess.start(name, folder, environment());
                functions.put(name, function);
                broker.subscribe(name, new HttpSubscriber(function.address()));
            }
            broker.tap(seen::add).start();
        }

        private Map<String, String> environment() throws Exception {
            Path artifacts = Files.createDirectories(folder.resolve("artifacts"));
            return Map.ofEntries(
                    entry("K_SINK", ingress.address().toString()),
                    entry("MUSTER_OIDC", "off"),
                    entry("MUSTER_DB_URL", postgres.jdbcUrl()),
                    entry("MUSTER_DB_USER", postgres.user()),
                    entry("MUSTER_DB_PASSWORD", postgres.password()),
                    entry("MUSTER_ROOTS", Repository.ROOT.toString()),
                    entry("MUSTER_PIPELINES", PIPELINES.toString()),
                    entry("MUSTER_ARTIFACTS", artifacts.toUri().toString()),
                    entry("MUSTER_CACHE", folder.resolve("cache").toString()),
                    entry("RAY_ADDRESS", "local"),
                    entry("MUSTER_LEASE", "4"),
                    // Nothing else ticks: no PingSource, and no timer of this test.
                    entry("MUSTER_SWEEP", "1"),
                    entry("RETRY_DELAY", "0.1"));
        }

        @Override
        public void send(CloudEvent event) {
            broker.emit(event);
        }

        @Override
        public List<CloudEvent> seen() {
            return List.copyOf(seen);
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public void close() {
            broker.close();
            functions.values().forEach(FunctionProcess::close);
            ingress.close();
            ledger.close();
            postgres.close();
        }
    }
}
