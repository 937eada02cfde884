-- Verdicts that an address of the request's wants to hear. The row comes with the verdict and goes with it.

create table notice (
    batch_id text primary key references verdict on delete cascade,
    tries    integer not null default 0,
    due_at   timestamptz not null, -- for the next try; later than now while somebody is trying
    ended_at timestamptz -- delivered, or given up
);
create index notice_due on notice (due_at) where ended_at is null;

create index verdict_cause on verdict (cause);
