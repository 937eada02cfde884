package dev.muster.trainer.ray;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.Dataset;
import dev.muster.contract.JobResult;
import dev.muster.contract.Json;
import dev.muster.trainer.Failures;
import io.ray.api.ActorHandle;
import io.ray.api.Ray;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trainer actor and the thread that keeps it busy. A call carries several short jobs and a slice of a long one, so
 * that neither the call nor the wish to stop costs much.
 */
final class Slot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    private static final int CHUNK = 16;

    private final Board board;
    private final Reports reports;
    private final SharedDatasets datasets;
    private final Calls calls;
    private final ActorHandle<TrainerActor> actor;
    private final long slice;
    private @Nullable String loaded;

    Slot(Board board, Reports reports, SharedDatasets datasets, Calls calls, Settings settings, long slice) {
        this.board = board;
        this.reports = reports;
        this.datasets = datasets;
        this.calls = calls;
        this.slice = slice;
        this.actor = Ray.actor(TrainerActor::new, Json.bytes(settings)).remote();
    }

    @Override
    public void run() {
        try {
            List<Assignment> chunk = board.take(CHUNK);
            while (!chunk.isEmpty()) {
                work(chunk);
                chunk = board.take(CHUNK);
            }
            calls.await(actor.task(TrainerActor::close).remote());
        } catch (InterruptedException e) {
            LOG.debug("a slot was told to end at once", e);
            Thread.currentThread().interrupt();
        }
    }

    private void work(List<Assignment> chunk) throws InterruptedException {
        List<Assignment> rest = chunk;
        while (!rest.isEmpty()) {
            Report report = call(rest);
            board.note(report);
            reports.add(report);
            rest = without(rest, report.results());
            if (rest.size() > 1) {
                reports.add(Report.of(board.giveBack(rest.subList(1, rest.size()))));
                rest = rest.subList(0, 1);
            }
        }
    }

    /**
     * What went wrong on the way to the actor is the outcome of the first assignment, the only one that may have begun.
     */
    private Report call(List<Assignment> assignments) throws InterruptedException {
        Assignment first = assignments.get(0);
        try {
            load(first.job().dataset());
            Order order = new Order(assignments, slice, board.isStopping(first.attempt()));
            return Json.read(
                    calls.await(
                            actor.task(TrainerActor::work, Json.bytes(order)).remote()),
                    Report.class);
        } catch (RuntimeException e) {
            loaded = null;
            return Report.of(List.of(new JobResult(first.attempt(), Failures.outcome(e), 0)));
        }
    }

    private void load(Dataset dataset) throws InterruptedException {
        String key = PackedDataset.key(dataset);
        if (!key.equals(loaded)) {
            datasets.offer(
                    dataset,
                    place -> calls.await(
                            actor.task(TrainerActor::load, key, place).remote()));
            loaded = key;
        }
    }

    private static List<Assignment> without(List<Assignment> assignments, List<JobResult> results) {
        Set<Attempt> ended = results.stream().map(JobResult::attempt).collect(Collectors.toSet());
        return assignments.stream()
                .filter(assignment -> !ended.contains(assignment.attempt()))
                .toList();
    }
}
