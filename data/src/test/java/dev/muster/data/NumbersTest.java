package dev.muster.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reading numbers, and what is known of many of them. */
class NumbersTest {
    @Test
    void numbersOfUpToFifteenDigitsReadAsTheJdkReadsThem() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            long mantissa = random.nextLong(1_000_000_000_000_000L) / (long) Math.pow(10, random.nextInt(15));
            String text =
                    (random.nextBoolean() ? "-" : "") + java.math.BigDecimal.valueOf(mantissa, random.nextInt(20));
            assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void anyDoubleReadsBackToTheLastBitOrItsNeighbour() {
        Random random = new Random(6);
        for (int i = 0; i < 200_000; i++) {
            double value = i % 2 == 0 ? random.nextGaussian() : Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                double difference = Math.abs(parse(String.valueOf(value)) - value);
                assertThat(difference).as("%s", value).isLessThanOrEqualTo(Math.ulp(value));
            }
        }
    }

    @Test
    void readsEveryWayOfWritingDecimals() {
        Map<String, Double> texts = Map.of(
                "0",
                0.0,
                "-0.0",
                -0.0,
                "+5",
                5.0,
                ".5",
                0.5,
                "5.",
                5.0,
                "1e3",
                1000.0,
                "1.5E-3",
                0.0015,
                "2e+2",
                200.0,
                "0000000000000000000000001",
                1.0,
                "123456789012345678901234567890",
                1.2345678901234568e29);
        texts.forEach((text, value) -> assertThat(parse(text)).as(text).isEqualTo(value));
        assertThat(parse("1e-999")).isZero();
    }

    @Test
    void refusesWhatIsNoDecimalNumber() {
        for (String text : List.of(
                "",
                "-",
                "+",
                ".",
                "e5",
                "1e",
                "1e+",
                "1,5",
                "1 2",
                "0x10",
                "1d",
                "1f",
                "inf",
                "Infinity",
                "NaN",
                "--1",
                "1e999",
                "1.2.3",
                "\u0661",
                "12kg")) {
            assertThat(parse(text)).as(text).isNaN();
        }
    }

    @Test
    void momentsMergeToThoseOfAllNumbers() {
        double[] numbers = new Random(7).doubles(1000, 1e9, 1e9 + 10).toArray();
        Moments merged = new Moments();
        for (int from = 0; from < 1000; from += 250) {
            Moments part = new Moments();
            Arrays.stream(numbers, from, from + 250).forEach(part::add);
            merged.add(part);
        }
        merged.add(new Moments());

        double mean = Arrays.stream(numbers).average().orElseThrow();
        double variance = Arrays.stream(numbers)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        assertThat(merged.count()).isEqualTo(1000);
        assertThat(merged.mean()).isCloseTo(mean, within(1e-6));
        assertThat(merged.deviation()).isCloseTo(Math.sqrt(variance), within(1e-6));
        assertThat(merged.min()).isEqualTo(Arrays.stream(numbers).min().orElseThrow());
        assertThat(merged.max()).isEqualTo(Arrays.stream(numbers).max().orElseThrow());
    }

    @Test
    void theHistogramOfFewNumbersIsExact() {
        assertThat(histogram(IntStream.range(0, 500).asDoubleStream()).values())
                .containsOnly(50L)
                .hasSize(10);
        assertThat(histogram(DoubleStream.of(3, 3, 3))).containsEntry("0", 3L).containsEntry("9", 0L);
        assertThat(histogram(DoubleStream.of(0, 1))).containsEntry("0", 1L).containsEntry("9", 1L);
        assertThat(histogram(DoubleStream.empty())).isEmpty();
    }

    @Test
    void theHistogramOfManyNumbersInAnyOrderIsNearlyExact() {
        Random random = new Random(8);
        List<double[]> samples = List.of(
                IntStream.range(0, 100_000).asDoubleStream().toArray(),
                IntStream.range(0, 100_000).mapToDouble(i -> -i).toArray(),
                random.doubles(100_000).map(x -> x * x * x * 1e12 - 1e11).toArray(),
                IntStream.range(0, 100_000)
                        .mapToDouble(i -> i < 600 ? 0 : i % 7)
                        .toArray(),
                IntStream.range(0, 100_000)
                        .mapToDouble(i -> i < 600 ? 1 : random.nextGaussian() * i)
                        .toArray());
        for (double[] sample : samples) {
            double min = Arrays.stream(sample).min().orElseThrow();
            double max = Arrays.stream(sample).max().orElseThrow();
            long[] exact = new long[10];
            for (double x : sample) {
                exact[Math.min(9, (int) ((x - min) / (max - min) * 10))]++;
            }
            Map<String, Long> found = histogram(Arrays.stream(sample));
            assertThat(found.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(100_000);
            for (int bin = 0; bin < 10; bin++) {
                assertThat((double) found.get(String.valueOf(bin))).isCloseTo((double) exact[bin], within(4_000.0));
            }
        }
    }

    @Test
    void theHistogramBearsTheLargestRange() {
        double[] numbers = IntStream.range(0, 2000)
                .mapToDouble(i -> i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE)
                .toArray();

        Map<String, Long> found = histogram(Arrays.stream(numbers));

        assertThat(found).containsEntry("0", 1000L).containsEntry("9", 1000L);
    }

    private static Map<String, Long> histogram(DoubleStream numbers) {
        Histogram histogram = new Histogram();
        Moments moments = new Moments();
        numbers.forEach(x -> {
            histogram.add(x);
            moments.add(x);
        });
        return histogram.counts(moments.min(), moments.max());
    }

    private static double parse(String text) {
        char[] padded = ("7" + text + "7").toCharArray();
        return Decimal.parse(padded, 1, padded.length - 1);
    }
}
