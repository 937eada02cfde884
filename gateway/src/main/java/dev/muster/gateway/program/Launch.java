package dev.muster.gateway.program;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import dev.muster.contract.catalogue.Program;
import dev.muster.contract.catalogue.ProgramReader;
import dev.muster.data.Datasets;
import dev.muster.data.PreparedDataset;
import dev.muster.gateway.program.ProgramRequest.Resume;
import dev.muster.trainer.Checkpoint;
import dev.muster.trainer.Checkpoints;
import dev.muster.trainer.Epoch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes everything ready for an attempt's program, and has Ray run it. May be repeated until it works. */
final class Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);
    private static final String RESUME = "resume";

    private final Surroundings with;
    private final Attempt attempt;
    private final JobSpec job;
    private final WorkFolder work;

    Launch(Surroundings with, Assignment assignment, WorkFolder work) {
        this.with = with;
        this.attempt = assignment.attempt();
        this.job = assignment.job();
        this.work = work;
    }

    /**
     * The program that the job is for, as this cluster has it.
     *
     * @throws InvalidInputException when this cluster has it in another form, or not at all
     */
    Program program() {
        String name = Program.nameIn(job.algorithm()).orElse("");
        Program program = ProgramReader.find(with.places().programs(), name)
                .orElseThrow(() -> refused("this cluster has no program " + job.algorithm()));
        if (!program.algorithm().name().equals(job.algorithm())) {
            throw refused("the batch asks for " + job.algorithm() + ", but this cluster has "
                    + program.algorithm().name());
        }
        return program;
    }

    private static InvalidInputException refused(String message) {
        return InvalidInputException.of(
                Problem.at("model", message, "bring the same programs to the cluster, or submit the batch again"));
    }

    /**
     * Prepares the attempt, unless that is done, and starts it, unless it is started; ends attempts before it.
     *
     * @return what it leaves on its way
     */
    Trail start() throws IOException, InterruptedException {
        Program program = program();
        endOlder();
        List<String> notes = new ArrayList<>();
        if (!work.prepared()) {
            prepare(program, notes);
        }
        with.ray()
                .submit(JobOrder.of(
                        attempt, program, job.resources(), with.places().command(work.path())));
        Trail trail = trail();
        notes.forEach(trail::note);
        return trail;
    }

    /** What an attempt leaves that was started before. */
    Trail trail() throws IOException {
        List<Epoch> resumed = work.resumed();
        Trail trail = new Trail(job, work, new Checkpoints(with.store(), attempt), resumed);
        if (!resumed.isEmpty()) {
            trail.note("resumed after epoch " + resumed.get(resumed.size() - 1).number());
        }
        return trail;
    }

    private void prepare(Program program, List<String> notes) throws IOException {
        if (!work.copy(program.folder()).digest().equals(program.digest())) {
            throw new IOException("the program " + program.name() + " changed while it was read");
        }
        PreparedDataset data = Datasets.prepare(
                job.dataset().spec(), job.dataset().digest(), with.places().cache());
        Optional<Checkpoint> checkpoint =
                new Checkpoints(with.store(), attempt).newest(job, Function.identity(), notes::add);
        List<Epoch> resumed = checkpoint.map(Checkpoint::history).orElse(List.of());
        work.write(WorkFolder.RESUMED, Json.bytes(resumed));
        if (checkpoint.isPresent()) {
            work.write(RESUME, checkpoint.get().state());
        }
        Resume resume = resumed.isEmpty()
                ? null
                : new Resume(resumed.get(resumed.size() - 1).number(), RESUME);
        work.write(ProgramRequest.of(job, program.entry(), data, with.arrays().get(job.dataset(), data), resume));
    }

    /** Attempts before this one have lost their lease, and may still run. */
    private void endOlder() throws IOException, InterruptedException {
        for (int number = attempt.number() - 1; number > 0; number--) {
            Attempt older = new Attempt(attempt.batch(), attempt.job(), number);
            Optional<RayJob> found = with.ray().find(JobOrder.id(older));
            if (found.isPresent() && !found.get().ended()) {
                LOG.info("{} ends {}, which still runs", attempt, older);
                with.ray().stop(JobOrder.id(older));
            }
            // One that waits at Ray is not ended by that: it finds no request when it starts, and fails at once.
            WorkFolder.of(with.places().work(), older).delete();
        }
    }
}
