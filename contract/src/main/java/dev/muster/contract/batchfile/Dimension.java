package dev.muster.contract.batchfile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What a sweep tries for one parameter. */
sealed interface Dimension {
    /** One of them, drawn. */
    Object draw(Random random);

    /** Some values. */
    record Choices(List<Object> values) implements Dimension {
        public Choices {
            values = List.copyOf(values);
        }

        @Override
        public Object draw(Random random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /** All numbers between two, both included. */
    record Interval(double min, double max, boolean log, boolean whole) implements Dimension {
        /** Evenly spread values, both ends included; whole numbers that coincide count once. */
        Choices steps(int count) {
            Set<Object> values = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                values.add(at(i / (count - 1.0)));
            }
            return new Choices(List.copyOf(values));
        }

        @Override
        public Object draw(Random random) {
            return at(random.nextDouble());
        }

        /** Rounded to six digits: the names and tables that show it say all of it. */
        private Object at(double share) {
            double value =
                    log ? Math.exp(Math.log(min) + share * (Math.log(max) - Math.log(min))) : min + share * (max - min);
            double clipped = Math.max(min, Math.min(max, rounded(value)));
            if (whole) {
                return (int) Math.round(clipped);
            }
            return clipped;
        }

        private static double rounded(double value) {
            return new BigDecimal(value).round(new MathContext(6)).doubleValue();
        }
    }
}
