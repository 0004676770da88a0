-- What becomes unreachable is freed without a scan, purged content stays named, and who stores how
-- much is kept as it changes.

-- ------------------------------------------------------------ what goes

-- Since when no repository references a content; null while one does. The collector reads this
-- index and nothing else.
alter table contents add column unreferenced_since timestamptz(3) default now();
update contents set unreferenced_since = null
  where exists (select from repository_objects where content_id = contents.id);
create index on contents (unreferenced_since) where unreferenced_since is not null;
drop index contents_last_wanted_at_idx;

-- Objects of the store that no row names any more: removed after the grace time, for somebody may
-- still be reading them.
create table doomed_objects (
  object_key text collate "C" primary key,
  doomed_at timestamptz(3) not null default now()
);
create index on doomed_objects (doomed_at);

-- Bytes of blobs that are gone; a pack that has some is written anew without them.
alter table packs add column dead_bytes bigint not null default 0;
create index on packs (id) where dead_bytes > 0;

-- Counts the sweeps that have removed git objects: a commit that was prepared before one looks
-- whether what it builds on is still there.
alter table repositories add column sweeps integer not null default 0;

-- What a sweep, or the plan of a purge, has found. Not logged: after a crash of the database it is
-- empty, and whoever relied on it begins again.
create unlogged table sweep_marks (
  sweep text collate "C" not null,
  oid bytea not null,
  primary key (sweep, oid)
);

-- ------------------------------------------------------------ purge

-- The bytes of a purged blob are gone, its id and size stay: commits keep their ids.
alter table git_objects add column purged_at timestamptz(3);
alter table git_objects drop constraint git_objects_check;
alter table git_objects add constraint git_objects_place check (
  (pack_id is null) = (pack_offset is null)
  and num_nonnulls(body, pack_id, purged_at) = 1
);

create table purges (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  repository_id bigint not null references repositories on delete cascade,
  account_id bigint references accounts on delete set null,
  kind text not null check (kind in ('paths', 'history')),
  paths text[] not null default '{}',
  file_count integer not null,
  size_bytes bigint not null,
  created_at timestamptz(3) not null default now()
);
create index on purges (repository_id, id desc);

-- Why a content that old commits name cannot be read in this repository.
create table purged_contents (
  repository_id bigint not null references repositories on delete cascade,
  sha256 bytea not null check (octet_length(sha256) = 32),
  purge_id bigint not null references purges on delete cascade,
  primary key (repository_id, sha256)
);
create index on purged_contents (purge_id);

-- ------------------------------------------------------------ ledger

-- Where a content was when its repository first named it, for people who read a list of them.
alter table repository_objects add column path text not null default '';
create index on path_entries (repository_id, sha256) where sha256 is not null;

-- held: contents that the repository names in any revision. sole: those of them that no other
-- repository of its owner names. git: its commits, trees and small files.
create table repository_storage (
  repository_id bigint primary key references repositories on delete cascade,
  held_bytes bigint not null default 0,
  sole_bytes bigint not null default 0,
  git_bytes bigint not null default 0,
  -- The first and the last time since the last sweep that something may have become unreachable.
  lost_first_at timestamptz(3),
  lost_last_at timestamptz(3),
  -- The sweep that is under way; one that finds another here gives up.
  sweep text
);
create index on repository_storage (lost_last_at) where lost_last_at is not null;

-- A content counts once for an owner, however many of its repositories name it.
create table namespace_contents (
  namespace_id bigint not null references namespaces on delete cascade,
  content_id bigint not null references contents on delete cascade,
  repository_count integer not null,
  primary key (namespace_id, content_id)
);
create index on namespace_contents (content_id);

create table namespace_storage (
  namespace_id bigint primary key references namespaces on delete cascade,
  content_bytes bigint not null default 0,
  git_bytes bigint not null default 0,
  -- own: quota_bytes holds, null being without limit; default: the gallery's setting.
  quota_source text not null default 'default' check (quota_source in ('default', 'own')),
  quota_bytes bigint check (quota_bytes >= 0)
);
create index on namespace_storage ((content_bytes + git_bytes) desc, namespace_id);

create index on upload_sessions (repository_id) where state in ('open', 'verifying');

insert into namespace_contents (namespace_id, content_id, repository_count)
  select repositories.namespace_id, content_id, count(*)
  from repository_objects join repositories on repositories.id = repository_id
  group by 1, 2;
insert into repository_storage (repository_id, held_bytes, sole_bytes, git_bytes)
  select repositories.id,
    coalesce(held.bytes, 0), coalesce(held.sole, 0),
    coalesce((select sum(size_bytes) from git_objects
      where git_objects.repository_id = repositories.id and pack_id is null), 0)
    + coalesce((select sum(size_bytes) from packs
      where packs.repository_id = repositories.id), 0)
  from repositories left join lateral (
    select sum(contents.size_bytes) as bytes,
      sum(contents.size_bytes) filter (where counted.repository_count = 1) as sole
    from repository_objects
    join contents on contents.id = repository_objects.content_id
    join namespace_contents as counted on counted.content_id = contents.id
      and counted.namespace_id = repositories.namespace_id
    where repository_objects.repository_id = repositories.id
  ) as held on true;
insert into namespace_storage (namespace_id, content_bytes, git_bytes)
  select namespaces.id,
    coalesce((select sum(contents.size_bytes) from namespace_contents
      join contents on contents.id = content_id
      where namespace_contents.namespace_id = namespaces.id), 0),
    coalesce((select sum(git_bytes) from repository_storage
      join repositories on repositories.id = repository_id
      where repositories.namespace_id = namespaces.id), 0)
  from namespaces;
