package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LettersIT {
    private static final Death REFUSED = new Death("aggregate", 400, "results[3]: no such job j-0123456789abcdef");

    private final Opened at = new Opened();
    private final Letters letters = at.ledger.letters();

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void aLetterIsKeptToTheByte() {
        byte[] data = new byte[1 << 20];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) i;
        }
        DeadLetter letter = new DeadLetter(
                "/a/\0source",
                "id-1",
                "x.y",
                Map.of("subject", "ü", "datacontenttype", "text/plain", "nul", "a\0b"),
                data);

        assertThat(letters.bury(letter, new Death("train", 500, "it \0 broke"))).isTrue();

        LetterHistory kept = letters.letter(letter.id()).orElseThrow();
        assertThat(kept.letter().attributes())
                .isEqualTo(Map.of("subject", "ü", "datacontenttype", "text/plain", "nul", "a\uFFFDb"));
        assertThat(kept.letter().data()).isEqualTo(data);
        assertThat(kept.state()).isEqualTo(LetterState.DEAD);
        assertThat(kept.deaths()).singleElement().satisfies(death -> {
            assertThat(death.at()).isEqualTo(at.clock.instant());
            assertThat(death.subscriber()).isEqualTo("train");
            assertThat(death.status()).isEqualTo(500);
            assertThat(death.error()).isEqualTo("it \uFFFD broke");
        });
    }

    @Test
    void oneThatIsDeliveredTwiceDiedOnceHoweverManyKeepItAtOnce() {
        DeadLetter letter = letter("1");

        List<Boolean> fresh = Threads.together(8, () -> letters.bury(letter, REFUSED));

        assertThat(fresh).containsOnlyOnce(true);
        assertThat(letters.letter(letter.id()).orElseThrow().deaths()).hasSize(1);
        assertThat(said(letter)).containsExactly("DIED");
    }

    @Test
    void oneThatTwoSubscribersRefusedIsOneLetterWithTwoDeaths() {
        letters.bury(letter("1"), REFUSED);
        at.clock.advance(Duration.ofSeconds(1));
        DeadLetter onAnotherWay =
                new DeadLetter("/source", "1", "x.y", Map.of("subject", "s", "traceparent", "00-1"), bytes("{}"));
        letters.bury(onAnotherWay, new Death("train", 503, "away"));

        assertThat(letters.cases(Instant.EPOCH)).singleElement().satisfies(dead -> {
            assertThat(dead.deaths()).isEqualTo(2);
            assertThat(dead.where()).isEqualTo("train");
            assertThat(dead.fault()).isEqualTo(Fault.TRANSIENT);
        });
    }

    @Test
    void aRedriveTakesEachOnceAndAgainOnlyIfNobodySaysItWasSent() {
        DeadLetter letter = letter("1");
        letters.bury(letter, REFUSED);

        List<DeadLetter> taken = redrive(letter);
        List<DeadLetter> afterACrash = redrive(letter);
        assertThat(letters.letter(letter.id()).orElseThrow().state()).isEqualTo(LetterState.SENDING);
        letters.sent(taken.get(0));
        List<DeadLetter> again = redrive(letter);

        assertThat(taken).extracting(DeadLetter::id).containsExactly(letter.id());
        assertThat(afterACrash).extracting(DeadLetter::id).containsExactly(letter.id());
        assertThat(again).isEmpty();
        assertThat(letters.letter(letter.id()).orElseThrow().state()).isEqualTo(LetterState.REDRIVEN);
        assertThat(letters.cases(Instant.EPOCH)).isEmpty();
        assertThat(said(letter)).containsExactly("DIED", "REDRIVEN");
    }

    @Test
    void oneThatDiesAgainIsTheSameLetterWithOneMoreDeath() {
        DeadLetter letter = letter("1");
        letters.bury(letter, REFUSED);
        redrive(letter).forEach(letters::sent);

        assertThat(letters.bury(letter, REFUSED)).isTrue();
        assertThat(letters.bury(letter, REFUSED)).isFalse();

        LetterHistory history = letters.letter(letter.id()).orElseThrow();
        assertThat(history.state()).isEqualTo(LetterState.DEAD);
        assertThat(history.deaths()).hasSize(2);
        assertThat(history.redrives()).singleElement().satisfies(redrive -> {
            assertThat(redrive.who()).isEqualTo("user alice");
            assertThat(redrive.why()).isEqualTo("mended");
        });
        assertThat(redrive(letter)).hasSize(1);
    }

    @Test
    void aPatchIsWhatIsSentAndWhatCameIsKept() {
        DeadLetter letter = letter("1");
        letters.bury(letter, REFUSED);

        assertThat(letters.patch(letter.id(), bytes("first"), "user alice", "try"))
                .isTrue();
        assertThat(letters.patch(letter.id(), bytes("second"), "user bob", "better"))
                .isTrue();

        LetterHistory history = letters.letter(letter.id()).orElseThrow();
        assertThat(history.letter().data()).isEqualTo(letter.data());
        assertThat(history.patches()).extracting(LetterHistory.Patch::who).containsExactly("user alice", "user bob");
        assertThat(redrive(letter)).singleElement().satisfies(sent -> {
            assertThat(sent.data()).isEqualTo(bytes("second"));
            assertThat(sent.id()).isEqualTo(letter.id());
        });
        assertThat(said(letter)).containsExactly("DIED", "PATCHED", "PATCHED", "REDRIVEN");
    }

    @Test
    void onlyWhatLiesDeadCanBePatched() {
        DeadLetter letter = letter("1");
        letters.bury(letter, REFUSED);
        redrive(letter);

        assertThat(letters.patch(letter.id(), bytes("late"), "user alice", "try"))
                .isFalse();
        assertThat(letters.patch("l-unknown", bytes("x"), "user alice", "try")).isFalse();
        assertThat(said(letter)).containsExactly("DIED", "REDRIVEN");
    }

    @Test
    void whatDiedOfOneCauseHasOneFingerprint() {
        letters.bury(letter("1"), REFUSED);
        letters.bury(letter("2"), new Death("aggregate", 400, "results[17]: no such job j-fedcba9876543210"));
        letters.bury(letter("3"), new Death("aggregate", 400, "results[17]: no such attempt"));

        assertThat(letters.cases(Instant.EPOCH))
                .extracting(DeadCase::fingerprint)
                .satisfies(prints -> {
                    assertThat(prints.get(0)).isEqualTo(prints.get(1)).startsWith("f-");
                    assertThat(prints.get(2)).isNotEqualTo(prints.get(0));
                });
    }

    @Test
    void whatDiedLongAgoIsLeftOut() {
        letters.bury(letter("1"), REFUSED);
        Instant later = at.clock.instant().plusSeconds(1);

        assertThat(letters.cases(later)).isEmpty();
    }

    @Test
    void tenThousandAreListedAtOnce() {
        Databases.execute(at.config, """
                insert into dead_letter (id, source, event, type, attributes, data)
                    select 'l-' || n, '/s', n::text, 'x.y', '{}', 'data' from generate_series(1, 10000) n;
                insert into death (letter_id, round, subscriber, died_at, status, error, fault, fingerprint)
                    select id, 0, 'train', now(), 400, 'e', 'POISON', 'f' from dead_letter;
                insert into letter_redrive (letter_id, round, asked_at, who, why, sent_at)
                    select id, 1, now(), 'user alice', 'mended', now() from dead_letter where number % 2 = 0""");

        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(letters.cases(Instant.EPOCH)).hasSize(5_000));
    }

    private List<DeadLetter> redrive(DeadLetter letter) {
        return letters.redrive(List.of(letter.id()), "user alice", "mended");
    }

    private List<String> said(DeadLetter letter) {
        return at.ledger.history().audit(100).stream()
                .filter(entry -> entry.subject().equals(letter.id()))
                .map(History.Entry::what)
                .toList();
    }

    private static DeadLetter letter(String event) {
        return new DeadLetter("/source", event, "x.y", Map.of("subject", "s"), bytes("{\"a\": 1}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
