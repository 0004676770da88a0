-- What the publications of some kinds say beside the card, and what exactly was submitted.

-- By the names of the contract: paper, openness of code, environment, image, package
-- (PUB-11, PUB-13, PUB-19, PUB-21).
alter table listings add column facts jsonb not null default '{}';
-- Where the asset may be used; empty: the only region there is (PUB-20).
alter table listings add column regions text[] not null default '{}';
-- The head of the default branch when it was submitted: only this is published (PUB-12).
alter table listings add column submitted_commit bytea
  check (octet_length(submitted_commit) = 20);
