package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

/** Watches a database: whatever changes the state of something has to say so in the audit, in the same transaction. */
final class Accounted {
    private static final String WATCH = """
            create table state_change (
                txid bigint not null default pg_current_xact_id()::text::bigint,
                what text not null,
                batch text,
                job text
            );
            create function note_state_change() returns trigger language plpgsql as $$
            declare
                after jsonb := case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
                before jsonb := case tg_op when 'INSERT' then null else to_jsonb(old) end;
                job_id text := case tg_table_name when 'job' then after ->> 'id' else after ->> 'job_id' end;
            begin
                if tg_op = 'UPDATE' and not exists (
                        select from unnest(tg_argv) state where before ->> state is distinct from after ->> state) then
                    return null;
                end if;
                insert into state_change (what, batch, job) values (
                    tg_op || ' of ' || tg_table_name,
                    coalesce(after ->> 'batch_id', (select batch_id from job where id = job_id), after ->> 'id'),
                    -- What comes with its batch, or with its job, needs no entry of its own.
                    case when tg_op = 'INSERT' and tg_table_name = 'job' then null else job_id end);
                return null;
            end $$;
            create trigger watch after insert or update or delete on batch
                for each row execute function note_state_change('state', 'called_off_at', 'expired_at');
            create trigger watch after insert or update or delete on job
                for each row execute function note_state_change('state', 'attempt', 'resumed_after');
            create trigger watch after insert or update or delete on attempt
                for each row execute function note_state_change('state', 'ended_at', 'preempted_for');
            create trigger watch after insert or update or delete on result
                for each row execute function note_state_change('attempt', 'model', 'manifest');
            create trigger watch after insert or update or delete on verdict
                for each row execute function note_state_change('metric', 'best', 'model_name', 'model_version');
            create trigger watch after insert or update or delete on model
                for each row execute function note_state_change('job_id', 'metric');
            create trigger watch after insert or update or delete on notice
                for each row execute function note_state_change('ended_at');""";

    private static final String UNACCOUNTED = """
            select distinct c.what || ' ' || coalesce(c.job, c.batch) from state_change c
            where not exists (
                select from audit_entry e
                where e.txid = c.txid and e.batch_id = c.batch and e.who <> '' and e.why <> ''
                    and (c.job is null or starts_with(e.subject, c.job) or e.what = 'PROMOTED'))""";

    private Accounted() {}

    static void watch(LedgerConfig config) {
        Databases.execute(config, WATCH);
    }

    static void verify(LedgerConfig config) {
        assertThat(Databases.strings(config, UNACCOUNTED))
                .as("state changes without an entry in the audit")
                .isEmpty();
    }
}
