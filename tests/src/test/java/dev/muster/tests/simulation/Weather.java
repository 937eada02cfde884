package dev.muster.tests.simulation;

/**
 * How bad it gets, in shares of what happens.
 *
 * @param drop deliveries that never come
 * @param twice events that come more than once
 * @param late deliveries that come minutes later
 * @param crash transactions before or after which a function dies
 * @param lost transactions that fail or whose answer is lost, and answers to clusters and brokers
 * @param wrong deliveries to somebody whose clock is wrong by an hour
 * @param between transactions before which others act
 * @param silent attempts that say nothing until long after their lease
 * @param jumps of all clocks by an hour, and deaths of clusters
 */
record Weather(
        double drop,
        double twice,
        double late,
        double crash,
        double lost,
        double wrong,
        double between,
        double silent,
        int jumps) {
    /** Nothing goes wrong. */
    static final Weather CALM = new Weather(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Any weather, from fine to a storm; in every other world no delivery is dropped. */
    static Weather of(Chance chance) {
        double bad = chance.share();
        return new Weather(
                chance.of(0.5) ? 0.15 * bad : 0,
                0.3 * bad,
                0.2 * bad,
                0.03 * bad,
                0.05 * bad,
                0.03 * bad,
                0.3 * bad,
                0.15 * bad,
                chance.below(3));
    }

    boolean drops() {
        return drop > 0;
    }
}
