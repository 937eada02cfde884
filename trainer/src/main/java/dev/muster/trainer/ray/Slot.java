package dev.muster.trainer.ray;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.Dataset;
import dev.muster.contract.JobResult;
import dev.muster.contract.Json;
import dev.muster.contract.Resources;
import dev.muster.trainer.Failures;
import io.ray.api.ActorHandle;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trainer actor and the thread that keeps it busy. A call carries several short jobs and a slice of a long one, so
 * that neither the call nor the wish to stop costs much. An actor that died is followed by another.
 */
final class Slot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    private static final int CHUNK = 16;
    /** Of an actor that holds nothing. */
    private static final Report NOTHING = Report.of(List.of());

    private final Board board;
    private final Consumer<Report> reports;
    private final SharedDatasets datasets;
    private final Actors actors;
    private final Resources resources;
    private final byte[] settings;
    private final Pace pace;
    private volatile List<Assignment> mine = List.of();
    private volatile @Nullable ActorHandle<TrainerActor> actor;
    private volatile Death death = Death.ITS_OWN;
    private volatile Set<Attempt> silenced = Set.of();
    private Report last = NOTHING;
    private @Nullable Dataset loaded;
    private String loadedKey = "";
    private volatile String process = "";
    private volatile boolean leaving;

    Slot(
            Board board,
            Consumer<Report> reports,
            SharedDatasets datasets,
            Actors actors,
            Resources resources,
            Settings settings,
            Pace pace) {
        this.board = board;
        this.reports = reports;
        this.datasets = datasets;
        this.actors = actors;
        this.resources = resources;
        this.settings = Json.bytes(settings);
        this.pace = pace;
    }

    /** Works until the board is closed, has had no work for a while, or sends this one away. */
    @Override
    public void run() {
        try {
            ActorHandle<TrainerActor> current = start();
            while (fill()) {
                current = work(current);
            }
            leave(current);
        } catch (InterruptedException e) {
            LOG.debug("a slot was told to end at once", e);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // Also an OutOfMemoryError: nobody else would let go of what is in hand.
            LOG.warn("a slot ends, as no trainer actor could be started, or it broke", e);
            giveUp(e);
        } finally {
            board.forget(attempts());
        }
    }

    /** What waits is no concern of an actor that dies as it is to end. */
    private void leave(ActorHandle<TrainerActor> last) throws InterruptedException {
        leaving = true;
        try {
            actors.call(() -> last.task(TrainerActor::close, settings).remote());
        } catch (RuntimeException e) {
            LOG.debug("a trainer actor did not end in order", e);
        }
        actors.end(last);
    }

    private ActorHandle<TrainerActor> start() throws InterruptedException {
        ActorHandle<TrainerActor> fresh = actors.create(resources);
        loaded = null;
        death = Death.ITS_OWN;
        actor = fresh;
        process = actors.call(() -> fresh.task(TrainerActor::process).remote());
        return fresh;
    }

    /** Where no actor starts, attempts must not wait for ever: one of them fails, and the next slot tries again. */
    private void giveUp(Throwable failure) {
        try {
            if (mine.isEmpty()) {
                mine = board.poll(1);
            }
            if (!mine.isEmpty()) {
                take(failed(failure));
            }
        } finally {
            actor().ifPresent(actors::end);
        }
    }

    /** The actor, once there is one. */
    Optional<ActorHandle<TrainerActor>> actor() {
        return Optional.ofNullable(actor);
    }

    /** How it stands. */
    Staffing.Worker standing() {
        return new Staffing.Worker(node(), !mine.isEmpty(), leaving);
    }

    private String node() {
        return process.substring(0, Math.max(0, process.lastIndexOf('/')));
    }

    /** The attempts in its hands. */
    Set<Attempt> attempts() {
        return mine.stream().map(Assignment::attempt).collect(Collectors.toSet());
    }

    /** Ends the actor, whatever it does; the slot goes on with another. */
    void kill(Death how) {
        ActorHandle<TrainerActor> current = actor;
        if (current != null && death == Death.ITS_OWN) {
            silenced = attempts();
            death = how;
            actors.kill(current);
        }
    }

    /** Takes more, unless an attempt is in the middle of its training; false once there will be none. */
    private boolean fill() throws InterruptedException {
        if (mine.isEmpty()) {
            mine = board.take(CHUNK, pace.idle(), node());
        } else if (last.training() == null) {
            mine = concat(
                    mine, board.poll(CHUNK - mine.size(), mine.get(0).job().dataset(), node()));
        }
        return !mine.isEmpty();
    }

    /** Works a while; returns the actor to go on with. */
    private ActorHandle<TrainerActor> work(ActorHandle<TrainerActor> with) throws InterruptedException {
        try {
            take(call(with));
            return with;
        } catch (ActorDiedException e) {
            LOG.warn("the actor of {} died ({})", attempts(), death, e);
            take(mourned(e));
            actor = null;
            // Ray puts up again what has used up the tries of a call, and it would keep its room from the next one.
            actors.end(with);
            return start();
        }
    }

    private void take(Report report) {
        board.note(report);
        last = report;
        if (!report.process().isEmpty() && !report.process().equals(process)) {
            // Ray put a fresh process in the place of one that died: it has nothing at hand.
            process = report.process();
            loaded = null;
        }
        List<Assignment> held =
                mine.stream().filter(it -> report.holds(it.attempt())).toList();
        List<Assignment> untouched = mine.stream()
                .filter(it -> !report.holds(it.attempt()) && !report.ended(it.attempt()))
                .toList();
        List<JobResult> stopped = board.giveBack(untouched);
        mine = held;
        reports.accept(report);
        reports.accept(Report.of(stopped));
    }

    /** When a call fails, that is the outcome of the attempt that it was about. */
    private Report call(ActorHandle<TrainerActor> with) throws InterruptedException {
        try {
            String data = load(with, mine.get(0).job().dataset());
            byte[] order = Json.bytes(new Order(data, mine, board.stopping(attempts()), pace.slice()));
            return Json.read(
                    actors.call(
                            () -> with.task(TrainerActor::work, settings, order).remote()),
                    Report.class);
        } catch (ActorDiedException e) {
            throw e;
        } catch (RuntimeException | Error e) { // Also an OutOfMemoryError: this thread prepares and packs datasets.
            loaded = null;
            return failed(e);
        }
    }

    private Report failed(Throwable failure) {
        return Report.of(List.of(new JobResult(turn(), Failures.outcome(failure), 0)));
    }

    /** Whose turn it is: the one in training, or the first in hand that is not being stored. */
    private Attempt turn() {
        return mine.stream()
                .map(Assignment::attempt)
                .filter(it -> last.training() == null ? !last.holds(it) : it.equals(last.training()))
                .findFirst()
                .orElseGet(() -> mine.get(0).attempt());
    }

    /** What becomes of the attempts that an actor had in hand as it died. */
    private Report mourned(ActorDiedException failure) {
        return switch (death) {
            case ITS_OWN -> failed(failure);
            case TOO_SLOW_TO_STOP -> Report.of(board.stopped(board.stopping(attempts())));
            case SILENT -> {
                // What came since then, no process ever had; what went back meanwhile is another's.
                Set<Attempt> gone = attempts();
                gone.retainAll(silenced);
                board.forget(gone);
                mine = mine.stream().filter(it -> !gone.contains(it.attempt())).toList();
                yield Report.of(List.of());
            }
        };
    }

    /** Sees to it that the actor has the dataset at hand, if it is shared; returns its key. */
    private String load(ActorHandle<TrainerActor> with, Dataset dataset) throws InterruptedException {
        if (!dataset.equals(loaded)) {
            String key = PackedDataset.key(dataset);
            datasets.offer(
                    dataset,
                    place -> actors.call(() ->
                            with.task(TrainerActor::load, settings, key, place).remote()));
            loaded = dataset;
            loadedKey = key;
        }
        return loadedKey;
    }

    private static List<Assignment> concat(List<Assignment> first, List<Assignment> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /**
     * Times of a slot, in milliseconds.
     *
     * @param slice that a call trains at most
     * @param idle that an actor is kept without work
     */
    record Pace(long slice, long idle) {}

    /** How an actor came to its end. */
    enum Death {
        /** Its process died, again and again. */
        ITS_OWN,
        /** It was to stop, and did not in time. */
        TOO_SLOW_TO_STOP,
        /** It gave no sign of life. */
        SILENT
    }
}
