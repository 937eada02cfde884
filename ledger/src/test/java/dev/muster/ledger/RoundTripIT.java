package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.Gates.Baseline;
import dev.muster.contract.Gates.Threshold;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Json;
import dev.muster.contract.Metric;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundTripIT {
    @Test
    void aBatchComesBackToTheLastDigit() {
        try (Opened at = new Opened()) {
            // given: everything that a batch can say, and numbers that lose something in other forms
            JobSpec odd = new JobSpec(
                    "odd \"name\" – ü",
                    "ResNet",
                    "resnet",
                    Map.of(
                            "learningRate",
                            1.0E-4,
                            "big",
                            1.0E10,
                            "whole",
                            2.0,
                            "third",
                            1.0 / 3,
                            "count",
                            5,
                            "long",
                            1L << 40,
                            "on",
                            true,
                            "text",
                            "a\\u0000b",
                            "list",
                            List.of(1, 2.5, "x")),
                    Long.MIN_VALUE,
                    Samples.DIGITS,
                    new Resources(2, 1, 1L << 33));
            BatchSpec spec = new BatchSpec(
                    "nightly",
                    new Queueing("research", -3, 4, Instant.parse("2027-01-31T12:00:00.123456Z")),
                    List.of(odd, Samples.job("second")),
                    new Gates(
                            Metric.F1,
                            List.of(new Threshold(Metric.ACCURACY, 0.97), new Threshold(Metric.LOSS, 0.1 + 0.2)),
                            Set.of(Baseline.PROMOTED, Baseline.MAJORITY),
                            1),
                    new JoinPolicy(JoinPolicy.When.QUORUM, Duration.ofNanos(90_000_000_001L)),
                    new RetryPolicy(5, Duration.ofNanos(1_500_000_001)),
                    "digits",
                    URI.create("https://example.org/hook?a=b"),
                    true);

            // when
            BatchId id = at.accept(spec);

            // then
            BatchSpec back = at.ledger.history().spec(id).orElseThrow();
            assertThat(Json.text(back)).isEqualTo(Json.text(spec));
            assertThat(back.digest()).isEqualTo(spec.digest());
        }
    }

    @Test
    void aProfileComesBackAsItWas() {
        try (Opened at = new Opened()) {
            // given, when
            BatchId id = at.accept(Samples.batch("one", 1));
            at.accept(Samples.batch("two", 1));

            // then
            assertThat(at.ledger.history().profiles(id)).isEqualTo(Map.of("sha256:d1", Samples.PROFILE));
        }
    }
}
