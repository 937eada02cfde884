-- What happened lately is found without all that happened before.

-- How long jobs took that succeeded at their first try: the latest of them, for forecasts.
create index attempt_measured on attempt (ended_at) where state = 'SUCCEEDED' and number = 1;

create index death_died on death (died_at);
