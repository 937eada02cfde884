package dev.muster.trainer;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Problem;
import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.codec.DamagedException;
import dev.muster.trainer.metric.Scorer;
import dev.muster.trainer.metric.Scorers;
import dev.muster.trainer.metric.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The epochs of one job, with early stopping: ends after the planned number, or once as many epochs as the algorithm
 * has patience brought no lower validation loss; then the model of the best epoch is the result. Knows no attempt, no
 * store and no clock. Used by one thread at a time.
 */
final class Training implements AutoCloseable {
    private final JobSpec job;
    private final PreparedDataset data;
    private final Learner learner;
    private final List<Epoch> history = new ArrayList<>();
    private EarlyStopping stopping = EarlyStopping.NONE;

    private Training(JobSpec job, PreparedDataset data, Learner learner) {
        this.job = job;
        this.data = data;
        this.learner = learner;
    }

    /**
     * Starts from the beginning.
     *
     * @throws InvalidInputException when the algorithm cannot work with the job or its data
     */
    static Training start(JobSpec job, PreparedDataset data) {
        Algorithm algorithm = Algorithms.find(job.algorithm());
        if (!algorithm.tasks().contains(data.task())) {
            throw InvalidInputException.of(Problem.at(
                    "model",
                    job.model() + " does not learn " + data.task(),
                    "choose a model that does, or another target"));
        }
        return new Training(job, data, algorithm.start(job, data));
    }

    /**
     * Goes on from a checkpoint of an equal job, instead of from the beginning.
     *
     * @throws DamagedException when its algorithm can make nothing of it, as after an upgrade of the trainer
     */
    static Training resume(JobSpec job, PreparedDataset data, Checkpoint checkpoint) {
        Training training = start(job, data);
        try {
            training.learner.restore(checkpoint.state());
        } catch (RuntimeException e) {
            training.close();
            throw new DamagedException("what the algorithm left in it", e);
        }
        training.history.addAll(checkpoint.history());
        training.stopping = checkpoint.stopping();
        return training;
    }

    /** Everything that {@link #resume} needs. */
    Checkpoint checkpoint() {
        return new Checkpoint(job.recipe(), history, stopping, learner.position(), learner.state());
    }

    int epochs() {
        return learner.epochs();
    }

    List<Epoch> history() {
        return List.copyOf(history);
    }

    boolean done() {
        return history.size() >= learner.epochs() || stopping.exhausted(history.size(), learner.patience());
    }

    /** Trains to the end of the epoch, which it returns, or until told to pause. */
    Optional<Epoch> advance(BooleanSupplier pause) {
        OptionalDouble loss = learner.train(pause);
        if (loss.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put(Epoch.LOSS, finite(loss.getAsDouble()));
        validate(metrics);
        Epoch epoch = new Epoch(history.size() + 1, metrics);
        history.add(epoch);
        return Optional.of(epoch);
    }

    private void validate(Map<String, Double> metrics) {
        if (data.validation().rows() == 0) {
            return;
        }
        Map<String, Double> scores = score(data.validation()).metrics();
        double loss = finite(scores.getOrDefault(Epoch.LOSS, 0.0));
        metrics.put(Epoch.VALIDATION + Epoch.LOSS, loss);
        String metric = data.task().metric().label();
        metrics.put(Epoch.VALIDATION + metric, scores.getOrDefault(metric, 0.0));
        if (learner.patience() > 0 && stopping.improvedBy(loss)) {
            stopping = new EarlyStopping(history.size() + 1, loss);
            learner.keep();
        }
    }

    private double finite(double loss) {
        if (!Double.isFinite(loss)) {
            throw InvalidInputException.of(Problem.at(
                    "parameters.learningRate",
                    "the loss became " + loss + " in epoch " + (history.size() + 1),
                    "choose a smaller one"));
        }
        return loss;
    }

    private Scores score(Part part) {
        Scorer scorer = Scorers.of(data.preprocessing());
        learner.evaluate(part, scorer);
        return scorer.scores();
    }

    /** Goes to the best model and measures it on the test part; the end of this training. */
    Trained finish() {
        if (stopping.epoch() > 0) {
            learner.revert();
        }
        byte[] model = ModelFile.of(job, data, learner.model()).bytes();
        return new Trained(model, score(data.test()), history(), stopping.epoch());
    }

    @Override
    public void close() {
        learner.close();
    }
}
