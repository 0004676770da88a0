-- Terms of use (PUB-7) and subscriptions (DIS-5, DIS-6, DIS-7).

-- What a new subscription gets. Without a row: no end and no limit.
create table listing_terms (
  asset_id bigint primary key references assets on delete cascade,
  duration_count integer check (duration_count > 0),
  duration_unit text check (duration_unit in ('day', 'month', 'year')),
  -- Of a skill: on how many channels it may run.
  channels integer check (channels > 0),
  renews boolean not null default false,
  changed_at timestamptz(3) not null default now(),
  check ((duration_count is null) = (duration_unit is null)),
  check (duration_count is null or channels is null)
);

-- What decides, with visibility and gate, who reads the content. Grants follow them.
alter table assets add column needs_subscription boolean not null default false;
alter table assets add column is_code_closed boolean not null default false;

-- What is missing to who may see a repository and not read it.
alter table repositories add column read_needs text check (
  read_needs in ('access', 'subscription', 'access-and-subscription', 'open-code'));
update repositories set read_needs = 'access'
  from assets where assets.id = repositories.id and assets.gate <> 'off';

create table subscriptions (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  account_id bigint not null references accounts on delete cascade,
  asset_id bigint not null references assets on delete cascade,
  -- The version that was chosen; null: none, there was no version to choose.
  version text collate "C",
  -- The terms of its day: later ones do not touch it.
  duration_count integer check (duration_count > 0),
  duration_unit text check (duration_unit in ('day', 'month', 'year')),
  channels integer check (channels > 0),
  renews boolean not null,
  -- How often it was renewed: periods are counted from the first day, not from each other.
  renewals integer not null default 0,
  starts_at timestamptz(3) not null,
  -- Of the running period; null: never.
  ends_at timestamptz(3),
  -- When its account is told that it ends soon; null: never, or told already.
  notice_at timestamptz(3),
  state text not null check (state in ('active', 'cancelled', 'expired')),
  cancelled_at timestamptz(3),
  -- What was accepted: [{ "agreement": …, "version": … }].
  consents jsonb not null default '[]',
  check ((duration_count is null) = (duration_unit is null)),
  check ((duration_count is null) = (ends_at is null))
);
-- One that is over may be followed by another.
create unique index on subscriptions (account_id, asset_id) where state <> 'expired';
create index on subscriptions (account_id, id desc);
create index on subscriptions (asset_id, id desc);
create index on subscriptions (ends_at) where state <> 'expired';
create index on subscriptions (notice_at) where notice_at is not null;

alter table asset_counters add column subscriptions bigint not null default 0;
alter table asset_search add column subscriptions bigint not null default 0;
create index on asset_search (kind, subscriptions desc, asset_id desc) where is_public and is_listed;
create index on asset_search (subscriptions desc, asset_id desc) where is_public and is_listed;
