package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who may do everything lays hands on the audit. */
class AuditTamperIT extends OpenedAudit {
    @ParameterizedTest
    @CsvSource({
        "at       = at + interval '1 microsecond'",
        "who      = 'nobody'",
        "what     = 'LOST'",
        "subject  = 'j-0000000000000000'",
        "why      = why || ' '",
        "batch_id = 'b-0000000000000000'",
        "txid     = txid - 1",
    })
    void aChangedFieldIsFoundInWhicheverEntry(String change) {
        entries(6);
        verify();

        tamper("update audit_entry set " + change + " where number in (1, 3, 6)");

        assertThat(verify().findings())
                .extracting(Verification.Finding::what)
                .containsExactly(
                        "entry 1 was changed: it is not what was sealed first",
                        "entry 3 was changed: it is not what was sealed after entry 2",
                        "entry 6 was changed: it is not what was sealed after entry 5");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void aRemovedEntryIsFound(int entry) {
        entries(6);
        verify();

        tamper("delete from audit_entry where number = " + entry);

        assertThat(numbers(verify())).containsExactly((long) entry);
        assertThat(verify().findings().get(0).what()).isEqualTo("entry " + entry + " was removed");
    }

    @Test
    void anEntryRemovedTogetherWithItsLinkIsFound() {
        entries(6);
        verify();

        tamper("delete from audit_entry where number = 3; delete from audit_link where entry = 3");

        assertThat(verify().findings())
                .extracting(Verification.Finding::what)
                .containsExactly("the links at positions 3 to 3 were removed: what stood between entries 2 and 4");
    }

    @Test
    void anEntryWhosePlaceInTheChainWasClosedUpIsFoundByItsSuccessor() {
        entries(6);
        verify();

        tamper("delete from audit_entry where number = 3; delete from audit_link where entry = 3;"
                + " update audit_link set position = position - 1 where position > 3");

        assertThat(numbers(verify())).containsExactly(4L);
    }

    @Test
    void anInsertedEntryIsFoundAndNeverSealed() {
        entries(3);
        at.ledger.audit().seal();
        long gap = 4; // a transaction that was rolled back left it
        Databases.execute(at.config, "select nextval(pg_get_serial_sequence('audit_entry', 'number'))");
        entries(3);
        verify();

        tamper("insert into audit_entry (number, at, who, what, subject, why, txid) overriding system value select "
                + gap + ", at, who, what, subject, why, txid from audit_entry where number = 3");

        assertThat(numbers(verify())).containsExactly(gap);
        entries(1);
        assertThat(at.ledger.audit().seal()).isEqualTo(1);
        assertThat(verify().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).startsWith("entry " + gap + " was inserted"));
    }

    @Test
    void twoEntriesThatChangedPlacesAreBothFound() {
        entries(6);
        verify();

        tamper("alter table audit_entry alter number drop identity;"
                + " update audit_entry set number = -2 where number = 2; update audit_entry set number = 2 where number = 5;"
                + " update audit_entry set number = 5 where number = -2");

        assertThat(numbers(verify())).containsExactly(2L, 5L);
    }

    @Test
    void aForgedLinkIsFoundByItsSuccessor() {
        entries(6);
        verify();
        tamper("update audit_entry set why = 'another reason' where number = 3");
        ChainEntry forged = read("select * from audit_entry where number = 3");
        String before = Databases.strings(at.config, "select digest from audit_link where entry = 2")
                .get(0);

        tamper("update audit_link set digest = '" + forged.digest(before) + "' where entry = 3");

        assertThat(numbers(verify())).containsExactly(4L);
    }

    @Test
    void onlyAHeadThatWasNotedElsewhereShowsThatTheEndWasCutOffOrAllMadeAnew() {
        entries(6);
        ChainHead noted = verify().head();

        tamper("delete from audit_entry where number > 4; delete from audit_link where entry > 4");
        assertThat(verify().sound()).isTrue();
        assertThat(verify(noted).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("cut off", "position 4", "is at 6"));

        entries(2);
        tamper("delete from audit_link; update audit_entry set why = '' where number = 1");
        assertThat(verify().sound()).isTrue();
        assertThat(verify(noted).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("made anew", "position 6"));
    }

    @Test
    void aCheckpointThatNoEntryAccountsForIsFound() {
        entries(6);
        verify();

        tamper("insert into audit_checkpoint select position, entry, digest, now() from audit_link where position = 2;"
                + " delete from audit_entry where number <= 2; delete from audit_link where position <= 2");

        assertThat(verify().findings())
                .extracting(Verification.Finding::what)
                .containsExactly("all up to entry 2 is gone, and no entry PRUNED says so");
    }

    @Test
    void theDatabaseRefusesEveryChangeButThatOfACheckpoint() {
        entries(3);
        verify();

        for (String change : List.of(
                "delete from audit_entry where number = 1",
                "delete from audit_link",
                "update audit_link set digest = ''",
                "truncate audit_link",
                "truncate audit_checkpoint")) {
            assertThatThrownBy(() -> Databases.execute(at.config, change)).hasStackTraceContaining("append-only");
        }
        assertThat(verify().sound()).isTrue();
    }
}
