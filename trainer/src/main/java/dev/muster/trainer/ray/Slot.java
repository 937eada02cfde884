package dev.muster.trainer.ray;

import dev.muster.contract.Assignment;
import dev.muster.contract.Dataset;
import dev.muster.contract.JobResult;
import dev.muster.contract.Json;
import dev.muster.trainer.Failures;
import io.ray.api.ActorHandle;
import java.util.List;
import java.util.stream.Stream;
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
    private final Actors actors;
    private final byte[] settings;
    private final long slice;
    private List<Assignment> mine = List.of();
    private boolean training;
    private @Nullable Dataset loaded;
    private String loadedKey = "";

    Slot(Board board, Reports reports, SharedDatasets datasets, Actors actors, Settings settings, long slice) {
        this.board = board;
        this.reports = reports;
        this.datasets = datasets;
        this.actors = actors;
        this.settings = Json.bytes(settings);
        this.slice = slice;
    }

    @Override
    public void run() {
        try {
            ActorHandle<TrainerActor> actor = actors.create();
            while (fill()) {
                work(actor);
            }
            actors.call(() -> actor.task(TrainerActor::close, settings).remote());
        } catch (InterruptedException e) {
            LOG.debug("a slot was told to end at once", e);
            Thread.currentThread().interrupt();
        }
    }

    /** Takes more, unless an attempt is in the middle of its training; false once there will be none. */
    private boolean fill() throws InterruptedException {
        if (mine.isEmpty()) {
            mine = board.take(CHUNK);
        } else if (!training) {
            mine = concat(
                    mine, board.poll(CHUNK - mine.size(), mine.get(0).job().dataset()));
        }
        return !mine.isEmpty();
    }

    private void work(ActorHandle<TrainerActor> actor) throws InterruptedException {
        Report report = call(actor);
        board.note(report);
        reports.add(report);
        training = report.training() != null;
        List<Assignment> held =
                mine.stream().filter(it -> report.holds(it.attempt())).toList();
        List<Assignment> untouched = mine.stream()
                .filter(it -> !report.holds(it.attempt()) && !report.ended(it.attempt()))
                .toList();
        reports.add(Report.of(board.giveBack(untouched)));
        mine = held;
    }

    /** When the call itself fails, that is the outcome of all that the actor holds, or of the first. */
    private Report call(ActorHandle<TrainerActor> actor) throws InterruptedException {
        try {
            String data = load(actor, mine.get(0).job().dataset());
            byte[] order = Json.bytes(new Order(data, mine, board.stopping(mine), slice));
            return Json.read(
                    actors.call(() ->
                            actor.task(TrainerActor::work, settings, order).remote()),
                    Report.class);
        } catch (RuntimeException e) {
            loaded = null;
            Assignment first = mine.get(0);
            return Report.of(List.of(new JobResult(first.attempt(), Failures.outcome(e), 0)));
        }
    }

    /** Sees to it that the actor has the dataset at hand, if it is shared; returns its key. */
    private String load(ActorHandle<TrainerActor> actor, Dataset dataset) throws InterruptedException {
        if (!dataset.equals(loaded)) {
            String key = PackedDataset.key(dataset);
            datasets.offer(
                    dataset,
                    place -> actors.call(() ->
                            actor.task(TrainerActor::load, settings, key, place).remote()));
            loaded = dataset;
            loadedKey = key;
        }
        return loadedKey;
    }

    private static List<Assignment> concat(List<Assignment> first, List<Assignment> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
