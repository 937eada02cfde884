package dev.muster.trainer.boosting;

import dev.muster.contract.JobSpec;
import dev.muster.contract.Task;
import dev.muster.data.PreparedDataset;
import dev.muster.data.Preprocessing;
import dev.muster.trainer.Algorithm;
import dev.muster.trainer.Learner;
import dev.muster.trainer.ModelFile;
import dev.muster.trainer.Parameters;
import dev.muster.trainer.Predictor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.XGBoost;

/**
 * Gradient-boosted decision trees, by XGBoost's histogram method (Chen and Guestrin, KDD 2016). Missing values go the
 * way that each split learned for them.
 */
public final class BoostedTrees implements Algorithm {
    /** Native and Java parts have one version. */
    private static final String XGBOOST = xgboostVersion();

    static final String TREE_METHOD = "hist";

    @Override
    public String name() {
        return "boosted-trees";
    }

    @Override
    public Set<Task> tasks() {
        return EnumSet.allOf(Task.class);
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("xgboost", XGBOOST);
    }

    @Override
    public Learner start(JobSpec job, PreparedDataset data) {
        Parameters given = new Parameters(job);
        Rounds rounds = Rounds.of(given.count("rounds", 1), given.count("patience", 0));
        Map<String, Object> settings = settings(given, data.preprocessing());
        given.check();
        // XGBoost's seed is an int; folding keeps both halves of the job's.
        settings.put("seed", Long.hashCode(job.seed()) & Integer.MAX_VALUE);
        return new TreeLearner(settings, rounds, data);
    }

    @Override
    public Predictor load(ModelFile file) {
        return new TreePredictor(
                Trees.read(file.content()),
                file.header().preprocessing().classes().size() == 2);
    }

    private static Map<String, Object> settings(Parameters given, Preprocessing data) {
        Map<String, Object> settings = new TreeMap<>(Map.of(
                "max_depth", given.count("maxDepth", 1),
                "eta", given.above("learningRate", 0),
                "subsample", given.share("subsample"),
                "colsample_bytree", given.share("columnSample"),
                "min_child_weight", given.atLeast("minChildWeight", 0),
                "lambda", given.atLeast("lambda", 0)));
        // One thread, and draws that depend on the round alone: what a resume and equal results rest on.
        settings.putAll(Map.of("tree_method", TREE_METHOD, "nthread", 1, "seed_per_iteration", true, "verbosity", 0));
        settings.putAll(objective(data));
        return settings;
    }

    private static Map<String, Object> objective(Preprocessing data) {
        Preprocessing.Target target = data.target();
        if (target != null) {
            return Map.of("objective", "reg:squarederror", "eval_metric", "rmse", "base_score", target.mean());
        }
        int classes = data.classes().size();
        return classes == 2
                ? Map.of("objective", "binary:logistic", "eval_metric", "logloss", "base_score", 0.5)
                : Map.of("objective", "multi:softprob", "eval_metric", "mlogloss", "num_class", classes);
    }

    /** As the library's jar says; its API does not tell. */
    private static String xgboostVersion() {
        String file = "/xgboost4j-version.properties";
        try (InputStream in = XGBoost.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from XGBoost's jar");
            }
            Properties properties = new Properties();
            properties.load(in);
            String version = properties.getProperty("version");
            if (version == null) {
                throw new IllegalStateException(file + " in XGBoost's jar names no version");
            }
            return version;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
