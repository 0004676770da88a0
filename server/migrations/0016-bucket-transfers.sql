-- Object storage of accounts: how it is reached, what is imported from it (PUB-12) and delivered to it
-- (DIS-9). Lists in the order of creation.

create table storage_connections (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  account_id bigint not null references accounts on delete cascade,
  name text not null,
  name_key text collate "C" not null,
  -- Null: Amazon's of the region.
  endpoint text,
  region text not null,
  bucket text not null,
  -- Empty, or with a slash at its end.
  prefix text not null default '',
  access_key_id text not null,
  sealed_secret text not null,
  is_path_style boolean not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (account_id, name_key)
);

-- An import or a delivery is a row with a life of its own; jobs only push it.
create table bucket_transfers (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  direction text not null check (direction in ('import', 'delivery')),
  account_id bigint not null references accounts on delete cascade,
  -- The history stays readable when repository or connection are gone.
  repository_id bigint references repositories on delete set null,
  repository_kind text not null,
  repository_name text not null,
  connection_id bigint references storage_connections on delete set null,
  connection_name text not null,
  bucket text not null,
  -- Where in the bucket, with the connection's own prefix; empty, or with a slash at its end.
  bucket_path text not null,
  -- Of an import the branch, of a delivery the revision as it was asked for.
  revision text not null,
  -- Where in the repository; empty: its root.
  folder text not null default '',
  title text not null default '',
  -- Of a delivery what is sent, of an import what it has made.
  commit_oid bytea,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- Raised by every run: one that another has taken over changes nothing more.
  attempt integer not null default 0,
  -- When the run was last known to live.
  beat_at timestamptz(3) not null default now(),
  total_files integer,
  total_bytes bigint,
  done_files integer not null default 0,
  done_bytes bigint not null default 0,
  -- Files without bytes: purged, or kept in another repository.
  skipped_files integer not null default 0,
  -- { "code": …, "detail": …, "extra": … } of the problem.
  failure jsonb,
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  check ((state = 'failed') = (failure is not null)),
  check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null))
);
create index on bucket_transfers (account_id, direction, id desc);
create index on bucket_transfers (repository_id, direction, id desc);
create index on bucket_transfers (connection_id);
create index on bucket_transfers (beat_at) where state in ('queued', 'running');

-- The files of an import as they were listed, and where the bytes of those lie that have come.
create table import_files (
  transfer_id bigint not null references bucket_transfers on delete cascade,
  path text collate "C" not null,
  size_bytes bigint not null,
  entity_tag text not null,
  sha256 bytea,
  -- Of a small file: where in the content it lies, together with its neighbours.
  starts_at bigint,
  primary key (transfer_id, path)
);
