-- Apply to use (PUB-15): content is read by whom the owner admits, and who asked what. Lists in the
-- order of creation.

alter table assets add column gate text not null default 'off'
  check (gate in ('off', 'auto', 'manual'));
alter table assets add column gate_terms text not null default '';
-- What is asked of whoever applies: [{ "label": …, "isRequired": … }].
alter table assets add column gate_fields jsonb not null default '[]';

create table access_requests (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  asset_id bigint not null references assets on delete cascade,
  account_id bigint not null references accounts on delete cascade,
  status text not null check (status in ('pending', 'accepted', 'rejected')),
  -- Admitted by the owner without having asked.
  was_granted boolean not null default false,
  reason text not null default '',
  answers jsonb not null default '{}',
  -- The terms as they were accepted; null when there were none.
  accepted_terms text,
  rejection_reason text,
  decided_by bigint references accounts on delete set null,
  decided_at timestamptz(3),
  requested_at timestamptz(3) not null default now(),
  unique (asset_id, account_id)
);
create index on access_requests (asset_id, status, requested_at desc, id desc);
create index on access_requests (account_id);
create index on access_requests (decided_by);

create index on asset_search (kind, asset_id desc) where is_public and is_listed;
create index on asset_search (asset_id desc) where is_public and is_listed;
