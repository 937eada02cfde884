package dev.muster.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.Json;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Ledger;
import dev.muster.tests.house.Repository;
import dev.muster.trainer.Manifest;
import dev.muster.validate.ValidateConfig;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenario with everything in this process. */
class EmbeddedIT extends Scenario {
    @TempDir
    static Path folder;

    private Muster inside;

    @Test
    void whatIsGoneFromTheStoreIsTrainedAnew() {
        CloudEvent request = overlapping("gone-1", 102, "rounds: 7", true);
        Verdict first = verdict(request);
        List<String> models = first.jobs().stream().map(Verdict.Job::digest).toList();
        inside.store().delete("batches");

        Verdict second = verdict(overlapping("gone-2", 102, "rounds: 7", false));

        assertThat(second.jobs()).extracting(Verdict.Job::reused).containsOnlyNulls();
        assertThat(second.jobs()).extracting(Verdict.Job::digest).containsExactlyElementsOf(models);
        Manifest manifest = inside.store()
                .get(second.jobs().get(0).manifest())
                .map(json -> Json.read(json, Manifest.class))
                .orElseThrow();
        assertThat(manifest.notes()).anySatisfy(note -> assertThat(note).contains("there is no manifest"));
    }

    @Test
    void aDeadLetterIsTakenOnceItIsMended() {
        new GarbledReport(this).assertTakenOnceItIsMended();
    }

    @Override
    Installation install() {
        ValidateConfig rules = new ValidateConfig(
                List.of(Repository.ROOT), AllowedHosts.NONE, RetryPolicy.DEFAULT, null, null, PIPELINES, null);
        Muster muster = Muster.open(MusterConfig.embedded(new Home(folder), rules), Clock.systemUTC());
        List<CloudEvent> seen = new CopyOnWriteArrayList<>();
        inside = muster.tap(seen::add).work(null);
        return new Installation() {
            @Override
            public void send(CloudEvent event) {
                muster.events().emit(event);
            }

            @Override
            public List<CloudEvent> seen() {
                return List.copyOf(seen);
            }

            @Override
            public Ledger ledger() {
                return muster.ledger();
            }

            @Override
            public void close() {
                muster.close();
            }
        };
    }
}
