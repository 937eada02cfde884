package dev.muster.data;

/** Count, mean, variance and range of numbers, in one pass (Welford 1962) and mergeable (Chan, Golub, LeVeque 1983). */
final class Moments {
    private long count;
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void add(double value) {
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
        if (value < min) {
            min = value;
        }
        if (value > max) {
            max = value;
        }
    }

    /** Adds the same number many times. */
    void add(double value, long times) {
        if (times > 0) {
            Moments same = new Moments();
            same.count = times;
            same.mean = value;
            same.min = value;
            same.max = value;
            add(same);
        }
    }

    void add(Moments other) {
        if (other.count == 0) {
            return;
        }
        long sum = count + other.count;
        double delta = other.mean - mean;
        squares += other.squares + delta * delta * ((double) count * other.count / sum);
        mean += delta * other.count / sum;
        count = sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    long count() {
        return count;
    }

    /** The mean; 0 of nothing. */
    double mean() {
        return mean;
    }

    /** The population standard deviation; 0 of nothing. */
    double deviation() {
        return count == 0 || min == max ? 0 : Math.sqrt(squares / count);
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }
}
