-- Discussions and pull requests of a repository. Both share one row of numbers, and a pull request's
-- commits stand under refs/pr/<num> of the same repository.

-- What a repository's threads are counted in; made with the first one, or when they are switched off.
create table discussion_boards (
  repository_id bigint primary key references repositories on delete cascade,
  is_open boolean not null default true,
  last_num integer not null default 0,
  open_discussions integer not null default 0,
  closed_discussions integer not null default 0,
  open_pull_requests integer not null default 0,
  closed_pull_requests integer not null default 0
);

create table discussions (
  id bigint generated always as identity primary key,
  repository_id bigint not null references repositories on delete cascade,
  num integer not null,
  title text not null,
  -- The name stays readable when the account is gone.
  author_id bigint references accounts on delete set null,
  author_name text not null,
  is_pull_request boolean not null,
  status text not null check (status in ('draft', 'open', 'closed', 'merged')),
  is_closed boolean not null,
  comment_count integer not null default 0,
  event_count integer not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (repository_id, num),
  check (is_pull_request or status in ('open', 'closed')),
  check (is_closed = (status in ('closed', 'merged')))
);
create index on discussions (repository_id, is_closed, num desc);
create index on discussions (repository_id, is_pull_request, num desc);
create index on discussions (repository_id, is_pull_request, is_closed, num desc);
create index on discussions (author_id, repository_id, num desc);

create table pull_requests (
  discussion_id bigint primary key references discussions on delete cascade,
  base_branch text collate "C" not null,
  -- Its author had no right to write when it was opened: what it brings is limited.
  is_from_reader boolean not null,
  brought_bytes bigint not null default 0,
  -- False once a maintainer has deleted its ref.
  has_ref boolean not null default true,
  -- Once merged: the commit that did it, and the two sides it is compared by from then on.
  merge_commit bytea,
  merged_head bytea,
  merged_from bytea
);

-- The thread. Rows are added and stay; the text of a comment moves to its versions when it is edited.
create table discussion_events (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  discussion_id bigint not null references discussions on delete cascade,
  type text not null check (type in ('comment', 'status-change', 'title-change', 'commit')),
  author_id bigint references accounts on delete set null,
  author_name text not null,
  -- Of a comment its text; of a change of status the new one; of a title the new one; of a commit its
  -- first line.
  body text not null,
  -- Of a title the one before.
  body_before text,
  commit_oid bytea,
  edited_at timestamptz(3),
  version_count integer not null default 0,
  hidden_at timestamptz(3),
  hidden_by bigint references accounts on delete set null,
  created_at timestamptz(3) not null default now()
);
create index on discussion_events (discussion_id, id);
create index on discussion_events (author_id);
create index on discussion_events (hidden_by) where hidden_by is not null;

-- What a comment said before it was edited.
create table discussion_comment_versions (
  event_id bigint not null references discussion_events on delete cascade,
  version integer not null,
  body text not null,
  written_at timestamptz(3) not null,
  primary key (event_id, version)
);
