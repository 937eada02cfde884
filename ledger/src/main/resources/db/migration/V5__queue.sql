-- Whose turn it is: teams, limits, expiry, attempts that make room.

create table team (
    name      text primary key,
    served    double precision not null default 0, -- jobs started while others waited too, halved every hour
    served_at timestamptz not null default 'epoch' -- when it was so many
);
insert into team (name) values ('default');

-- The defaults are for the version before, which does not know these columns.
alter table batch
    add column team          text not null default 'default' references team,
    add column running_limit integer check (running_limit >= 1), -- jobs at a time; null for any number
    add column expires_at    timestamptz, -- no job starts after it
    add column expired_at    timestamptz, -- when it had passed, and jobs were dropped
    add column queued_at     timestamptz not null default now(), -- when it began to wait: accepted, or resumed
    add column plain         boolean not null default true, -- whether it has jobs without accelerators
    add column accelerated   boolean not null default true; -- whether it has jobs with accelerators
update batch set queued_at = accepted_at;

-- Batches of one team and priority wait in one line, those with accelerators in one of their own, since they can be
-- short of other things; the lines are found by the first two columns.
create index batch_plain on batch (team, priority, queued_at, number)
    where state = 'RUNNING' and called_off_at is null and plain;
create index batch_accelerated on batch (team, priority, queued_at, number)
    where state = 'RUNNING' and called_off_at is null and accelerated;
create index batch_expiry on batch (expires_at) where state = 'RUNNING' and expired_at is null;

-- In the place of one for both kinds.
drop index job_queued;
create index job_plain on job (batch_id, ordinal) where state = 'QUEUED' and gpus = 0;
create index job_accelerated on job (batch_id, ordinal) where state = 'QUEUED' and gpus > 0;
create index job_running on job (batch_id) where state = 'RUNNING';

alter table attempt add column preempted_for text references job; -- the job that it makes room for
