-- Events that nobody took. A letter is an event, whoever did not take it and however often; how it stands follows from its
-- deaths and redrives, so nothing here is ever changed but that a redrive was sent.

create table dead_letter (
    id         text primary key, -- derived from source and event
    number     bigint generated always as identity unique, -- order of arrival
    source     text not null,
    event      text not null, -- the event's id
    type       text not null,
    attributes json not null, -- all others that it came with, extensions included: one value, kept to the letter
    data       bytea
);

create table letter_redrive (
    letter_id text not null references dead_letter,
    round     integer not null check (round >= 1),
    asked_at  timestamptz not null,
    who       text not null,
    why       text not null,
    sent_at   timestamptz, -- null: to be sent again, since nobody knows whether it was
    primary key (letter_id, round)
);

create table death (
    letter_id   text not null references dead_letter,
    round       integer not null, -- redrives before it; one delivered twice to us is one
    subscriber  text not null,
    died_at     timestamptz not null,
    status      integer not null, -- that the subscriber answered; 0 when nothing is known
    error       text not null,
    fault       text not null check (fault in ('POISON', 'TRANSIENT', 'CONFIGURATION', 'CAPACITY')),
    fingerprint text not null, -- of the fault, status, type and error, without what differs from case to case
    primary key (letter_id, round, subscriber)
);
create index death_fingerprint on death (fingerprint);

create table letter_patch (
    letter_id  text not null references dead_letter,
    number     integer not null check (number >= 1), -- the last one counts
    patched_at timestamptz not null,
    who        text not null,
    why        text not null,
    data       bytea not null,
    primary key (letter_id, number)
);

create view letter_standing as
select l.id as letter_id, coalesce(r.round, 0) as round,
    case
        when exists (select from death d where d.letter_id = l.id and d.round = coalesce(r.round, 0)) then 'DEAD'
        when r.sent_at is null then 'SENDING'
        else 'REDRIVEN'
    end as state
from dead_letter l
left join lateral (
    select round, sent_at from letter_redrive where letter_id = l.id order by round desc limit 1
) r on true;

-- For lists of failed jobs, the newest first.
create index attempt_ended on attempt (ended_at) where state in ('FAILED', 'LOST');
