-- The ledger, in third normal form. Every time comes from the caller's clock. States, metrics and the like are the
-- words that events and JSON use. Ids are derived, so nothing here invents one but for orders of arrival.

-- Batches --------------------------------------------------------------------------------------------------------

create table batch (
    id                text primary key,
    number            bigint generated always as identity unique, -- order of acceptance
    name              text not null,
    priority          integer not null,
    state             text not null check (state in ('RUNNING', 'PASSED', 'FAILED', 'CANCELLED')),
    accepted_at       timestamptz not null,
    called_off_at     timestamptz, -- cancelled by a person; the state follows with the verdict
    gate_metric       text,
    gate_finished     integer,
    retry_attempts    integer not null check (retry_attempts >= 1),
    retry_delay_nanos bigint not null check (retry_delay_nanos >= 0),
    promote           text,
    notify_url        text
);
create index batch_running on batch (priority desc, number) where state = 'RUNNING';

create table threshold (
    batch_id text not null references batch,
    ordinal  integer not null,
    metric   text not null,
    value    double precision not null,
    primary key (batch_id, ordinal)
);

create table baseline (
    batch_id text not null references batch,
    name     text not null,
    primary key (batch_id, name)
);

create table received_event (
    number      bigint generated always as identity primary key,
    origin      text not null,
    cause       text not null, -- the event's id
    received_at timestamptz not null,
    batch_id    text references batch, -- null when it was refused
    unique (origin, cause)
);
create index received_event_batch on received_event (batch_id, number);

create table problem (
    event   bigint not null references received_event,
    ordinal integer not null,
    place   text not null,
    line    integer not null,
    col     integer not null,
    message text not null,
    fix     text not null,
    primary key (event, ordinal)
);

-- Data -----------------------------------------------------------------------------------------------------------

create table dataset (
    id         text primary key, -- derived from all that follows
    name       text not null,
    uri        text not null,
    format     text not null,
    task       text not null,
    target     text,
    shape      integer[] not null, -- channels, height, width; empty for a table
    validation double precision not null,
    test       double precision not null,
    split_seed bigint not null,
    digest     text not null
);

create table profile (
    id     text primary key, -- derived from all that it says: the same bytes read with another target look different
    digest text not null,
    rows   bigint not null,
    bytes  bigint not null
);

create table batch_profile (
    batch_id   text not null references batch,
    profile_id text not null references profile,
    primary key (batch_id, profile_id)
);

create table profile_column (
    profile_id text not null references profile,
    ordinal    integer not null,
    name       text not null,
    kind       text not null,
    missing    bigint not null,
    categories bigint not null,
    mean       double precision,
    deviation  double precision,
    min        double precision,
    max        double precision,
    histogram  json not null, -- one value: always read as a whole
    primary key (profile_id, ordinal)
);

create table profile_class (
    profile_id text not null references profile,
    name       text not null,
    rows       bigint not null,
    primary key (profile_id, name)
);

-- Jobs and attempts ----------------------------------------------------------------------------------------------

create table job (
    id            text primary key,
    batch_id      text not null references batch,
    ordinal       integer not null, -- order in the request
    name          text not null,
    model         text not null,
    algorithm     text not null,
    parameters    json not null, -- one value, kept to the letter: jsonb would turn 1.0E10 into an integer
    seed          bigint not null,
    dataset_id    text not null references dataset,
    cpus          integer not null,
    gpus          integer not null,
    memory        bigint not null,
    state         text not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    not_before    timestamptz not null, -- when it is due, while it is queued
    attempt       integer not null default 0, -- number of the current attempt: the fencing token
    resumed_after integer not null default 0, -- attempts up to this one no longer count as tries
    unique (batch_id, ordinal),
    unique (batch_id, name)
);
create index job_queued on job (batch_id, ordinal) where state = 'QUEUED';
create index job_open on job (batch_id) where state in ('QUEUED', 'RUNNING');

create table attempt (
    job_id      text not null references job,
    number      integer not null check (number >= 1),
    cluster     text not null,
    state       text not null
                check (state in ('RUNNING', 'SUCCEEDED', 'FAILED', 'STOPPED', 'LOST', 'HANDED_BACK')),
    claimed_at  timestamptz not null,
    lease_until timestamptz, -- held while it runs
    ended_at    timestamptz,
    epoch       integer not null default 0, -- these three as it said last
    epochs      integer not null default 0,
    seconds     double precision not null default 0,
    failure     text, -- the kind of failure
    message     text, -- why it failed or was lost
    primary key (job_id, number),
    check ((state = 'RUNNING') = (lease_until is not null)),
    check ((state = 'RUNNING') = (ended_at is null)),
    check ((state = 'FAILED') = (failure is not null))
);
create unique index attempt_current on attempt (job_id) where state = 'RUNNING'; -- never two at a time
create index attempt_lease on attempt (lease_until) where state = 'RUNNING';

create table epoch (
    job_id  text not null,
    attempt integer not null,
    epoch   integer not null,
    seconds double precision not null,
    primary key (job_id, attempt, epoch),
    foreign key (job_id, attempt) references attempt
);

create table metric (
    job_id  text not null,
    attempt integer not null,
    epoch   integer not null,
    name    text not null,
    value   double precision not null,
    primary key (job_id, attempt, epoch, name),
    foreign key (job_id, attempt, epoch) references epoch
);

-- One row a job: at most one result ever counts.
create table result (
    job_id   text primary key,
    attempt  integer not null,
    model    text not null, -- SHA-256 of its bytes
    manifest text not null,
    foreign key (job_id, attempt) references attempt
);

create table result_metric (
    job_id text not null references result,
    name   text not null,
    value  double precision not null,
    primary key (job_id, name)
);

-- Verdicts -------------------------------------------------------------------------------------------------------

create table model (
    name        text not null,
    version     integer not null check (version >= 1),
    job_id      text not null,
    metric      text not null, -- that it was chosen by
    promoted_at timestamptz not null,
    primary key (name, version),
    foreign key (job_id, metric) references result_metric
);

create table verdict (
    batch_id      text primary key references batch,
    completed_at  timestamptz not null,
    cause         text not null, -- the event that led to it
    metric        text not null,
    best          text references job,
    model_name    text,
    model_version integer,
    foreign key (model_name, model_version) references model
);

create table gate_result (
    batch_id text not null references verdict on delete cascade,
    ordinal  integer not null,
    name     text not null,
    passed   boolean not null,
    detail   text not null,
    primary key (batch_id, ordinal)
);

-- Audit ----------------------------------------------------------------------------------------------------------

create table audit_entry (
    number   bigint generated always as identity primary key,
    at       timestamptz not null,
    who      text not null,
    what     text not null,
    subject  text not null,
    why      text not null,
    batch_id text references batch -- null when it is about none that is known
);
create index audit_entry_batch on audit_entry (batch_id, number);
create unique index audit_entry_late on audit_entry (subject) where what = 'LATE'; -- noted once

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only';
end $$;
create trigger audit_entry_append_only
    before update or delete or truncate on audit_entry
    for each statement execute function refuse_change();
