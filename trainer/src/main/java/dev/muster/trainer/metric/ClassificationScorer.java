package dev.muster.trainer.metric;

import dev.muster.contract.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Accuracy, macro F1 and cross-entropy. */
final class ClassificationScorer implements Scorer {
    /** A probability is taken as at least this, so that one wrong certainty does not make the loss infinite. */
    private static final double LEAST = 1e-15;

    private final int classes;
    private final long[][] confusion;
    private double loss;
    private long rows;

    ClassificationScorer(int classes) {
        this.classes = classes;
        this.confusion = new long[classes][classes];
    }

    @Override
    public void add(float[] outputs, float[] targets, int count) {
        for (int row = 0; row < count; row++) {
            int truth = (int) targets[row];
            loss -= StrictMath.log(Math.max(outputs[row * classes + truth], LEAST));
            confusion[truth][best(outputs, row * classes)]++;
        }
        rows += count;
    }

    private int best(float[] outputs, int from) {
        int best = 0;
        for (int index = 1; index < classes; index++) {
            if (outputs[from + index] > outputs[from + best]) {
                best = index;
            }
        }
        return best;
    }

    @Override
    public Scores scores() {
        if (rows == 0) {
            return new Scores(Map.of(), Map.of(), List.of());
        }
        List<List<Long>> table = new ArrayList<>();
        for (long[] row : confusion) {
            table.add(LongStream.of(row).boxed().toList());
        }
        return new Scores(figures(confusion, loss / rows), baseline(), table);
    }

    private Map<String, Double> figures(long[][] table, double meanLoss) {
        long right = 0;
        double sum = 0;
        int seen = 0;
        for (int index = 0; index < classes; index++) {
            long hits = table[index][index];
            long marked = LongStream.of(table[index]).sum() + column(table, index);
            right += hits;
            sum += marked == 0 ? 0 : 2.0 * hits / marked;
            seen += marked == 0 ? 0 : 1;
        }
        return Map.of(
                Metric.ACCURACY.label(), (double) right / rows,
                Metric.F1.label(), sum / seen,
                Metric.LOSS.label(), meanLoss);
    }

    /** Every row is taken for the most frequent class; the loss is that of predicting the classes' shares. */
    private Map<String, Double> baseline() {
        long[][] table = new long[classes][classes];
        int most = 0;
        double entropy = 0;
        for (int index = 0; index < classes; index++) {
            long count = LongStream.of(confusion[index]).sum();
            most = count > LongStream.of(confusion[most]).sum() ? index : most;
            entropy -= count == 0 ? 0 : count * StrictMath.log((double) count / rows);
        }
        for (int index = 0; index < classes; index++) {
            table[index][most] = LongStream.of(confusion[index]).sum();
        }
        return figures(table, entropy / rows);
    }

    private static long column(long[][] table, int index) {
        long sum = 0;
        for (long[] row : table) {
            sum += row[index];
        }
        return sum;
    }
}
