-- What the security scan knows of a file (PLT-5): of a large one by its content, once over all
-- repositories; of a small one by its blob. A row goes with the bytes it tells about.
create table file_scans (
  id bigint generated always as identity primary key,
  content_id bigint unique references contents on delete cascade,
  repository_id bigint,
  oid bytea,
  state text not null default 'queued' check (state in ('queued', 'scanning', 'done', 'failed')),
  level text check (level in ('safe', 'suspicious', 'dangerous')),
  -- A packing that was not opened, so what it holds is not known.
  sealed text,
  -- What was found, as the contract's FileScan tells it.
  report jsonb not null default '{}',
  failure text,
  scanner_version integer not null default 0,
  -- Whether a virus scanner has looked at it.
  has_malware_scan boolean not null default false,
  attempts integer not null default 0,
  queued_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  scanned_at timestamptz(3),
  unique (repository_id, oid),
  foreign key (repository_id, oid) references git_objects on delete cascade,
  check ((content_id is null) = (oid is not null) and (oid is null) = (repository_id is null))
);
create index on file_scans (id) where state in ('queued', 'scanning');
create index on file_scans (scanner_version, id) where state in ('done', 'failed');
create index on file_scans (repository_id) where level <> 'safe' or state = 'failed';

insert into file_scans (content_id) select id from contents where state = 'stored';
insert into file_scans (repository_id, oid)
  select distinct repository_id, oid from path_entries join git_objects using (repository_id, oid)
  where not is_folder and sha256 is null and type = 3;
