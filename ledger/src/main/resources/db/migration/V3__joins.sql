-- Joins that do not wait for every job: a quorum, the first good one, a deadline.

alter table batch
    add column join_when text not null default 'ALL' check (join_when in ('ALL', 'QUORUM', 'FIRST_GOOD')),
    add column join_within_nanos bigint check (join_within_nanos > 0),
    add column deadline timestamptz, -- counted from acceptance or the last resume
    add check ((join_within_nanos is null) = (deadline is null)),
    add check (join_when <> 'QUORUM' or gate_finished is not null);

-- Reported too late to count: after the deadline of its batch, or after the verdict.
alter table attempt
    drop constraint attempt_state_check,
    add constraint attempt_state_check
        check (state in ('RUNNING', 'SUCCEEDED', 'FAILED', 'STOPPED', 'LOST', 'HANDED_BACK', 'LATE'));

alter table verdict add column why text not null default 'all jobs have ended'; -- why it was time for it
alter table verdict alter column why drop default;

-- The jobs that a verdict does without. An attempt that is stopped goes on for a while, so what the verdict says of it
-- is kept as it was.
create table absence (
    job_id   text primary key references job,
    batch_id text not null references verdict on delete cascade,
    fate     text not null check (fate in ('CANCELLED', 'UNNEEDED', 'MISSING', 'LATE')),
    detail   text not null,
    attempts integer not null,
    seconds  double precision not null
);
create index absence_batch on absence (batch_id);
