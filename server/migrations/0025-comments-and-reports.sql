-- Comments on assets (COM-1) and reports of abuse (COM-5).

create table comments (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  asset_id bigint not null references assets on delete cascade,
  -- The comment that its thread began with; null: this one. Replies lie flat below it, however long
  -- the chain of answers is.
  root_id bigint references comments on delete cascade,
  -- Within a thread the reply that this one answers; null: the first comment, or one that is gone.
  reply_to_id bigint references comments on delete set null,
  author_id bigint references accounts on delete set null,
  -- Markdown; empty once it was removed or deleted.
  body text not null,
  -- Names of accounts in it.
  mentions text[] not null default '{}',
  state text not null default 'shown' check (state in ('shown', 'hidden', 'removed', 'deleted')),
  moderated_by bigint references accounts on delete set null,
  moderation_reason text,
  like_count integer not null default 0 check (like_count >= 0),
  -- Of the comment that began a thread: the rows below it, tombstones included.
  reply_count integer not null default 0 check (reply_count >= 0),
  created_at timestamptz(3) not null default now(),
  edited_at timestamptz(3),
  check (reply_to_id is null or root_id is not null),
  check (state in ('shown', 'hidden') or body = '')
);
create index on comments (asset_id);
create index comments_by_age on comments (asset_id, id) where root_id is null;
create index comments_by_likes on comments (asset_id, like_count desc, id desc)
  where root_id is null;
create index comments_of_thread on comments (root_id, id) where root_id is not null;
create index on comments (reply_to_id) where reply_to_id is not null;
create index on comments (author_id);
create index on comments (moderated_by) where moderated_by is not null;

-- How many comments everybody reads; made with the first one.
create table comment_boards (
  asset_id bigint primary key references assets on delete cascade,
  comment_count integer not null default 0 check (comment_count >= 0)
);

create table comment_likes (
  comment_id bigint not null references comments on delete cascade,
  account_id bigint not null references accounts on delete cascade,
  created_at timestamptz(3) not null default now(),
  primary key (comment_id, account_id)
);
create index on comment_likes (account_id);

-- All open reports of one target: decided about at once. What was reported is kept as it was.
create table report_cases (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  target_type text not null check (target_type in ('asset', 'comment', 'discussion', 'account')),
  -- "comment 12"; outlives what it names.
  target_key text collate "C" not null,
  asset_id bigint references assets on delete set null,
  comment_id bigint references comments on delete set null,
  discussion_id bigint references discussions on delete set null,
  -- Whose it is: the account or organisation itself, an owner, an author.
  responsible_id bigint references namespaces on delete set null,
  title text not null,
  content text not null,
  path text not null,
  report_count integer not null default 1,
  state text not null default 'open' check (state in ('open', 'dismissed', 'upheld')),
  decision text check (decision in ('dismiss', 'uphold', 'remove-comment', 'unlist-asset')),
  decision_reason text,
  decided_by bigint references accounts on delete set null,
  opened_at timestamptz(3) not null default now(),
  closed_at timestamptz(3),
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'open') = (decision is null))
);
create unique index report_cases_open on report_cases (target_key) where state = 'open';
-- The queue, in both directions.
create index on report_cases (state, opened_at, id);
create index on report_cases (asset_id) where asset_id is not null;
create index on report_cases (comment_id) where comment_id is not null;
create index on report_cases (discussion_id) where discussion_id is not null;
create index on report_cases (responsible_id);
create index on report_cases (decided_by) where decided_by is not null;

create table reports (
  id bigint generated always as identity primary key,
  case_id bigint not null references report_cases on delete cascade,
  reporter_id bigint references accounts on delete set null,
  reason text not null check (reason in ('spam', 'abuse', 'illegal', 'copyright', 'privacy',
    'malware', 'misleading', 'other')),
  text text not null,
  created_at timestamptz(3) not null default now(),
  unique (case_id, reporter_id)
);
create index on reports (case_id, id desc);
create index on reports (reporter_id);
