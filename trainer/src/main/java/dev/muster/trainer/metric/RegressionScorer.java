package dev.muster.trainer.metric;

import dev.muster.contract.Metric;
import java.util.List;
import java.util.Map;

/** Mean squared error and its root, mean absolute error and the coefficient of determination. */
final class RegressionScorer implements Scorer {
    private final double guess;
    private double squares;
    private double absolutes;
    private double guessSquares;
    private double guessAbsolutes;
    private double mean;
    private double spread;
    private long rows;

    /**
     * Starts with no rows.
     *
     * @param guess what the baseline always answers
     */
    RegressionScorer(double guess) {
        this.guess = guess;
    }

    @Override
    public void add(float[] outputs, float[] targets, int count) {
        for (int row = 0; row < count; row++) {
            double target = targets[row];
            double error = outputs[row] - target;
            squares += error * error;
            absolutes += Math.abs(error);
            guessSquares += (guess - target) * (guess - target);
            guessAbsolutes += Math.abs(guess - target);
            spread(target);
        }
    }

    /** One step of Welford's algorithm (Technometrics 4, 1962): the spread without a second pass or cancellation. */
    private void spread(double target) {
        rows++;
        double before = target - mean;
        mean += before / rows;
        spread += before * (target - mean);
    }

    @Override
    public Scores scores() {
        if (rows == 0) {
            return new Scores(Map.of(), Map.of(), List.of());
        }
        return new Scores(figures(squares, absolutes), figures(guessSquares, guessAbsolutes), List.of());
    }

    private Map<String, Double> figures(double squared, double absolute) {
        return Map.of(
                Metric.LOSS.label(),
                squared / rows,
                Metric.RMSE.label(),
                Math.sqrt(squared / rows),
                Metric.MAE.label(),
                absolute / rows,
                Metric.R2.label(),
                spread == 0 ? 0 : 1 - squared / spread);
    }
}
