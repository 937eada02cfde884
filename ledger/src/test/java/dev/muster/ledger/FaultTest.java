package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Outcome.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    @ParameterizedTest
    @CsvSource({
        "400, not valid,                                     POISON",
        "413, too large,                                     POISON",
        "415, unsupported,                                   POISON",
        "500, java.lang.NullPointerException,                POISON",
        "500, dispatch error: dial tcp: connection refused,  TRANSIENT",
        "503, not handled,                                   TRANSIENT",
        "504, no answer,                                     TRANSIENT",
        "-1,  '',                                            TRANSIENT",
        "0,   '',                                            TRANSIENT",
        "401, who are you,                                   CONFIGURATION",
        "403, not you,                                       CONFIGURATION",
        "404, nothing is here,                               CONFIGURATION",
        "429, too much to do,                                CAPACITY",
    })
    void anAnswerSaysWhoseFaultItWas(int status, String error, Fault fault) {
        assertThat(Fault.of(status, error)).isEqualTo(fault);
    }

    @Test
    void soDoesTheLastAttemptAtAJob() {
        assertThat(Fault.of(FailureKind.INVALID)).isEqualTo(Fault.POISON);
        assertThat(Fault.of(FailureKind.UNKNOWN)).isEqualTo(Fault.POISON);
        assertThat(Fault.of(FailureKind.TRANSIENT)).isEqualTo(Fault.TRANSIENT);
        assertThat(Fault.of(null)).isEqualTo(Fault.CAPACITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch b-0123456789abcdef has 3 jobs | batch # has # jobs",
                "e=7b2c1f9a-1111-4222-8333-0123456789ab gone | e=# gone",
                "sha256:00ffab12 differs at 12:30:01.5 | # differs at #",
                "cannot reach 10.1.2.3:5432 | cannot reach #",
                "java.lang.Object@1b2c3d is broken | java.lang.Object@# is broken",
                "<Model object at 0x7f3a1c> is broken | <Model object at #> is broken",
                "dial tcp [2001:db8::1f]:8080: refused | dial tcp [#]:#: refused",
                "dial tcp [::1]:8080: refused | dial tcp [#]:#: refused",
                "pod ray-workers-x2k4q is gone | pod ray-workers# is gone",
                "train-00001-deployment-7d8f9c6b5d-x2k4q: evicted | train-#-deployment#: evicted",
                "std::bad_alloc in a/b::c, well-known | std::bad_alloc in a/b::c, well-known",
                "no model  named\tdefaced | no model named defaced",
            })
    void errorsAreComparedWithoutIdsAndNumbers(String error, String normal) {
        assertThat(Fingerprint.normal(error)).isEqualTo(normal);
    }

    @Test
    void aLongErrorIsCutAndAnEmptyOneIsOne() {
        assertThat(Fingerprint.normal("x ".repeat(100_000))).hasSize(400);
        assertThat(Fingerprint.normal("")).isEmpty();
    }
}
