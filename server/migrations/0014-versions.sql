-- Versions x.y.z of a published asset (PUB-5): each a commit that a protected tag of the same name
-- keeps. The number is stored as three integers, so that its index is the order of precedence.

create table asset_versions (
  id bigint generated always as identity primary key,
  asset_id bigint not null references assets on delete cascade,
  major integer not null check (major between 0 and 999999999),
  minor integer not null check (minor between 0 and 999999999),
  patch integer not null check (patch between 0 and 999999999),
  number text collate "C" not null
    generated always as (major::text || '.' || minor::text || '.' || patch::text) stored,
  commit_oid bytea not null check (octet_length(commit_oid) = 20),
  description text not null default '',
  constraints text not null default '',
  regions text[] not null default '{}',
  status text not null default 'publishing' check (status in ('publishing', 'in-review',
    'available', 'rejected', 'failed', 'offline')),
  -- It came with the listing: whoever decides that one decides both.
  came_with_listing boolean not null default false,
  -- The tag was there before: it stays when the version is discarded.
  has_own_tag boolean not null default true,
  findings jsonb not null default '[]',
  reason text,
  created_by bigint references accounts on delete set null,
  created_at timestamptz(3) not null default now(),
  published_at timestamptz(3),
  unique (asset_id, major, minor, patch)
);
create index on asset_versions (created_by);
create index on asset_versions (id) where status = 'publishing';
