package dev.muster.gateway.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Assignment;
import dev.muster.contract.Resources;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import dev.muster.trainer.ray.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who gets the resources of a cluster, of programs and the trainers beside them: a head with four cores, a node with
 * 16.
 */
class ProgramRoomTest {
    private static final Resources TWO = new Resources(2, 0, 0);
    private static final Resources THREE = new Resources(3, 0, 0);

    @TempDir
    Path folder;

    private FakeRay ray;
    private Rig rig;
    private Programs programs;

    @BeforeEach
    void open() throws IOException {
        ray = new FakeRay();
        rig = new Rig(folder);
        programs = rig.gateway(ray.dashboard());
    }

    @AfterEach
    void close() {
        programs.close();
        ray.close();
    }

    private Assignment submit(String name, Resources resources) throws IOException {
        rig.program(name, "pass");
        Assignment job = rig.assignment(name, 1, Map.of(), resources);
        programs.submit(null, List.of(job));
        programs.tick();
        return job;
    }

    private Assignment submitDriver(String name, Resources resources) throws IOException {
        rig.program(name, "pass");
        Path yaml = rig.programs.resolve(name).resolve("program.yaml");
        Files.writeString(yaml, "driver: true\n" + Files.readString(yaml));
        Assignment job = rig.assignment(name, 1, Map.of(), resources);
        programs.submit(null, List.of(job));
        programs.tick();
        return job;
    }

    private void end(Assignment job) {
        rig.puppet(job).succeeds("m", 1);
        ray.job(JobOrder.id(job.attempt())).ends("SUCCEEDED", 0);
        programs.tick();
        programs.tick();
    }

    private List<AttemptStatus.State> states() {
        return programs.attempts().stream().map(AttemptStatus::state).toList();
    }

    @Test
    void whatAProgramNeedsIsClaimedBeforeItBeginsAndUntilItHasEnded() throws IOException {
        Assignment job = submit("demo", TWO);
        assertThat(rig.claims).containsExactly(new Claim(TWO, true));

        ray.job(JobOrder.id(job.attempt())).status = "RUNNING";
        programs.tick();
        assertThat(rig.claims).containsExactly(new Claim(TWO, true));

        end(job);
        assertThat(rig.claims).isEmpty();
    }

    @Test
    void whatIsCalledOffIsClaimedNoLonger() throws IOException {
        Assignment job = submit("demo", TWO);

        programs.cancel(List.of(job.attempt()));
        programs.tick();
        programs.tick();

        assertThat(rig.claims).isEmpty();
    }

    @Test
    void theTasksOfADriverMayBeAnywhere() throws IOException {
        submitDriver("spread", new Resources(6, 0, 0));

        assertThat(rig.claims).containsExactly(new Claim(new Resources(6, 0, 0), false));
    }

    @Test
    void onTheHeadOneComesAfterTheOtherInTheOrderOfTheirComing() throws IOException {
        Assignment first = submit("first", THREE);
        submit("second", THREE);
        submit("third", Resources.ONE_CPU);

        assertThat(states())
                .containsExactly(AttemptStatus.State.WAITING, AttemptStatus.State.WAITING, AttemptStatus.State.RUNNING);
        assertThat(programs.capacity().running()).isEqualTo(new Demand(1, 3, 0, 0));
        assertThat(programs.capacity().waiting()).isEqualTo(new Demand(2, 4, 0, 0));
        assertThat(rig.claims).as("what only waits here claims nothing yet").hasSize(1);

        end(first);

        assertThat(rig.claims).containsExactly(new Claim(THREE, true), new Claim(Resources.ONE_CPU, true));
        assertThat(programs.capacity().waiting()).isEqualTo(Demand.NONE);
    }

    @Test
    void ofDriversAsManyRunAsThereAreCoresForOnAllNodes() throws IOException {
        for (int number = 1; number <= 12; number++) {
            submitDriver("demo-" + number, new Resources(4, 0, 0));
        }

        assertThat(ray.jobs).hasSize(5);
        assertThat(programs.capacity().running().cpus()).isEqualTo(20);
        assertThat(programs.capacity().waiting().attempts()).isEqualTo(7);
    }

    @Test
    void memoryAndAcceleratorsOfTheHeadAreSharedToo() throws IOException {
        rig.nodes.set(0, Map.of("CPU", 4.0, "GPU", 1.0, "memory", 8e9, Claim.HEAD, 1.0));
        submit("gpu", new Resources(1, 1, 0));
        submit("large", new Resources(1, 0, 6_000_000_000L));
        submit("large-too", new Resources(1, 0, 6_000_000_000L));

        assertThat(ray.jobs).hasSize(2);
    }

    @Test
    void trainersWhoseTurnItIsComeBeforeTheNextProgram() throws IOException {
        rig.nodes.remove(1);
        rig.hungry.add(THREE);
        submit("demo", TWO);

        assertThat(ray.jobs).isEmpty();
        assertThat(rig.claims).isEmpty();
        assertThat(programs.capacity().waiting()).isEqualTo(new Demand(1, 2, 0, 0));

        rig.hungry.clear();
        programs.tick();

        assertThat(ray.jobs).hasSize(1);
    }

    @Test
    void whereThereIsRoomForBothNobodyWaits() throws IOException {
        rig.hungry.add(THREE);
        submit("demo", TWO);

        assertThat(ray.jobs).hasSize(1);
    }
}
