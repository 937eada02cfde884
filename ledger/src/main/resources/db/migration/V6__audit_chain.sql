-- The audit is a chain of digests (docs/adr/0011). Entries are linked after they were committed, in an order that nothing
-- can come into belatedly: by the transaction that wrote them, once all transactions up to it have ended.

alter table audit_entry add column txid bigint not null default pg_current_xact_id()::text::bigint;
create index audit_entry_order on audit_entry (txid, number);

create table audit_link (
    position bigint primary key, -- 1, 2, 3, …
    entry    bigint not null unique, -- no foreign key: it would write to each entry once more, and what is gone shall show
    digest   text not null -- of the digest before and the entry
);

create table audit_checkpoint (
    position  bigint primary key, -- of the last link that was pruned; all before it are gone too
    entry     bigint not null,
    digest    text not null,
    pruned_at timestamptz not null
);

create function refuse_unless_pruned() returns trigger language plpgsql as $$
declare
    pruned bigint := (select max(position) from audit_checkpoint);
begin
    if tg_table_name = 'audit_link' then
        if old.position <= pruned then
            return old;
        end if;
    elsif exists (select from audit_link where entry = old.number and position <= pruned) then
        return old;
    end if;
    raise exception 'the audit is append-only; a checkpoint comes before what is pruned';
end $$;

drop trigger audit_entry_append_only on audit_entry;
create trigger audit_entry_append_only
    before update or truncate on audit_entry
    for each statement execute function refuse_change();
create trigger audit_entry_pruned
    before delete on audit_entry
    for each row execute function refuse_unless_pruned();
create trigger audit_link_append_only
    before update or truncate on audit_link
    for each statement execute function refuse_change();
create trigger audit_link_pruned
    before delete on audit_link
    for each row execute function refuse_unless_pruned();
create trigger audit_checkpoint_append_only
    before update or delete or truncate on audit_checkpoint
    for each statement execute function refuse_change();
