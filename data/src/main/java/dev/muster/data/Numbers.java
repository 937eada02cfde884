package dev.muster.data;

import dev.muster.contract.Profile;

/** What is known of the numbers of a column: of the training part for fitting, of all parts for the profile. */
final class Numbers {
    private final Moments train = new Moments();
    private final Moments rest = new Moments();
    private final Histogram histogram = new Histogram();

    void add(double value, PartKind part) {
        (part == PartKind.TRAIN ? train : rest).add(value);
        histogram.add(value);
    }

    long count() {
        return train.count() + rest.count();
    }

    /** Of the training part alone. */
    Moments train() {
        return train;
    }

    Profile.Column profile(String name, long missing) {
        Moments all = new Moments();
        all.add(train);
        all.add(rest);
        return profile(name, missing, all, histogram);
    }

    private static Profile.Column profile(String name, long missing, Moments all, Histogram histogram) {
        boolean any = all.count() > 0;
        return new Profile.Column(
                name,
                Profile.Kind.NUMERIC,
                missing,
                0,
                any ? all.mean() : null,
                any ? all.deviation() : null,
                any ? all.min() : null,
                any ? all.max() : null,
                histogram.counts(all.min(), all.max()));
    }
}
