package dev.muster.trainer.djl;

import ai.djl.engine.Engine;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Task;
import dev.muster.data.PreparedDataset;
import dev.muster.data.Preprocessing;
import dev.muster.trainer.Algorithm;
import dev.muster.trainer.Learner;
import dev.muster.trainer.ModelFile;
import dev.muster.trainer.Parameters;
import dev.muster.trainer.Predictor;
import java.util.Map;
import java.util.Set;

/** An algorithm that differs from its kin in the network alone. */
abstract class GradientAlgorithm implements Algorithm {
    private final String name;
    private final Set<Task> tasks;
    private final Architecture architecture;

    GradientAlgorithm(String name, Set<Task> tasks, Architecture architecture) {
        this.name = name;
        this.tasks = Set.copyOf(tasks);
        this.architecture = architecture;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<Task> tasks() {
        return tasks;
    }

    @Override
    public final Map<String, String> versions() {
        return Map.of("djl", Engine.getDjlVersion(), "pytorch", Torch.version());
    }

    @Override
    public final Learner start(JobSpec job, PreparedDataset data) {
        Setup setup =
                setup(new Parameters(job), data.preprocessing(), data.train().rows(), job.seed());
        return new GradientLearner(setup, data.train());
    }

    @Override
    public final Predictor load(ModelFile file) {
        Parameters parameters = new Parameters(file.header().parameters());
        return new NetworkPredictor(setup(parameters, file.header().preprocessing(), 0, 0), file.content());
    }

    private Setup setup(Parameters parameters, Preprocessing data, long rows, long seed) {
        Hyperparameters hyperparameters = Hyperparameters.read(parameters);
        Network network = architecture.build(parameters, data);
        parameters.check();
        return new Setup(network, Objective.of(data), hyperparameters, data.features(), rows, Setup.WINDOW, seed);
    }
}
