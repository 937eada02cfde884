package dev.muster.tests.scenario;

import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.ledger.Ledger;
import dev.muster.tests.house.Repository;
import dev.muster.validate.ValidateConfig;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;

/** The scenario with everything in this process. */
class EmbeddedIT extends Scenario {
    @TempDir
    static Path folder;

    @Override
    Installation install() {
        ValidateConfig rules = ValidateConfig.of(List.of(Repository.ROOT));
        Muster muster = Muster.open(MusterConfig.embedded(new Home(folder), rules), Clock.systemUTC());
        List<CloudEvent> seen = new CopyOnWriteArrayList<>();
        muster.tap(seen::add).work(null);
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
