-- The review desk (PUB-2, PLT-3): what waits for a human decision and what was decided, commits on
-- published assets that are checked again, and what is kept back from readers meanwhile.

create table reviews (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  asset_id bigint not null references assets on delete cascade,
  subject text not null check (subject in ('listing', 'version', 'commit')),
  -- Of subject 'version'. Without a foreign key: a decision outlives what it was about.
  version_id bigint,
  version_number text,
  -- What is decided about; null: the repository was empty.
  commit_oid bytea check (octet_length(commit_oid) = 20),
  findings jsonb not null default '[]',
  state text not null default 'open' check (state in ('open', 'approved', 'rejected', 'withdrawn')),
  submitted_by bigint references accounts on delete set null,
  opened_at timestamptz(3) not null default now(),
  closed_at timestamptz(3),
  check ((subject = 'version') = (version_id is not null)),
  check ((state = 'open') = (closed_at is null))
);
create unique index on reviews (asset_id, subject, version_id) nulls not distinct
  where state = 'open';
-- The queue, in both directions.
create index on reviews (state, opened_at, id);
create index on reviews (asset_id, id desc);
create index on reviews (submitted_by);

-- Who decided what, on which commit. A commit that comes while a review is open voids approvals.
create table review_decisions (
  id bigint generated always as identity primary key,
  review_id bigint not null references reviews on delete cascade,
  reviewer_id bigint references accounts on delete set null,
  decision text not null check (decision in ('approve', 'reject')),
  reason text not null,
  commit_oid bytea check (octet_length(commit_oid) = 20),
  is_void boolean not null default false,
  decided_at timestamptz(3) not null default now()
);
create unique index on review_decisions (review_id, reviewer_id) where not is_void;
create index on review_decisions (reviewer_id);

-- Where the checks of a published asset stand.
create table commit_checks (
  asset_id bigint primary key references assets on delete cascade,
  -- The head of the default branch that was last found good, by the checks or by a reviewer.
  approved_oid bytea check (octet_length(approved_oid) = 20),
  -- A commit since then has not been looked at: its files wait for their scan.
  is_waiting boolean not null default false,
  moved_by bigint references accounts on delete set null,
  updated_at timestamptz(3) not null default now()
);
create index on commit_checks (updated_at) where is_waiting;
create index on commit_checks (moved_by);

insert into commit_checks (asset_id, approved_oid)
  select assets.id, refs.commit_oid from assets
  join repositories on repositories.id = assets.id
  left join refs on refs.repository_id = repositories.id
    and refs.name = 'refs/heads/' || repositories.default_branch
  where listing_state in ('published', 'unlisted');

-- Dangerous files of published assets (PLT-5), by their blob, of large ones the pointer's. While they
-- are closed only those who write read them; one that a reviewer lets through is not closed again.
create table judged_files (
  repository_id bigint not null references repositories on delete cascade,
  oid bytea not null check (octet_length(oid) = 20),
  -- Of a large file.
  sha256 bytea check (octet_length(sha256) = 32),
  path text not null,
  is_closed boolean not null,
  judged_at timestamptz(3) not null default now(),
  primary key (repository_id, oid)
);
create index on judged_files (repository_id, sha256) where is_closed and sha256 is not null;

-- Whether anything of a repository is closed or held, so that all others are read without a question.
alter table repositories add column is_withholding boolean not null default false;
-- The commit at which readers see the default branch; null: where it is.
alter table repositories add column held_oid bytea check (octet_length(held_oid) = 20);
