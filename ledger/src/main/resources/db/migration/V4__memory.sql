-- Results that are used again for equal jobs.

alter table batch add column fresh boolean not null default false; -- train every job of it
alter table job add column recipe text; -- digest of all that its result depends on; null when more than that is at work
create index job_recipe on job (recipe) where state = 'SUCCEEDED';

-- Whose result it is, when the job was not trained itself; always one that was.
alter table result
    add column reused_job text,
    add column reused_attempt integer,
    add foreign key (reused_job, reused_attempt) references attempt,
    add check ((reused_job is null) = (reused_attempt is null));
