-- Sign-in by an OpenID Connect provider (ACC-1), growth (ACC-8), verified identity (ACC-10), deletion
-- of accounts (ACC-11).

alter table accounts add column time_zone text not null default 'UTC';
alter table accounts add column growth bigint not null default 0 check (growth >= 0);
-- The last check-in: the day it counted for, and the time zone that this day was of.
alter table accounts add column checked_in_day date;
alter table accounts add column checked_in_zone text;
alter table accounts add constraint accounts_checked_in_check
  check ((checked_in_day is null) = (checked_in_zone is null));
alter table accounts add column identity_verified_at timestamptz(3);
-- Who has verified it: empty for an administrator, otherwise the provider that they name.
alter table accounts add column identity_source text;
alter table accounts add constraint accounts_identity_check
  check ((identity_verified_at is null) = (identity_source is null));
-- To whom a deleted account's assets with subscribers go; null: they are kept off the shelf.
alter table accounts add column heir_id bigint references namespaces on delete set null;
create index on accounts (heir_id) where heir_id is not null;
create index on accounts (id) where state = 'deleted';

-- What an account has earned, each occasion once.
create table growth_entries (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  reason text not null,
  -- What makes it the same one: the day of a check-in, the asset that was published.
  occasion text collate "C" not null,
  points integer not null check (points > 0),
  asset_id bigint references assets on delete set null,
  created_at timestamptz(3) not null,
  unique (account_id, reason, occasion)
);
create index on growth_entries (account_id, id desc);
create index on growth_entries (asset_id) where asset_id is not null;

-- Who somebody is at a provider: its subject never changes, the e-mail address may.
create table external_logins (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  account_id bigint not null references accounts on delete cascade,
  issuer text collate "C" not null,
  subject text collate "C" not null,
  email text,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3) not null,
  unique (issuer, subject)
);
create index on external_logins (account_id);

-- Browsers on their way to the provider. State, nonce and PKCE verifier are made of the secret that
-- only the browser has; a row is taken once.
create table external_departures (
  secret_hash bytea primary key,
  next text not null,
  -- Who is signed in and wants to link; null: somebody who wants in.
  account_id bigint references accounts on delete cascade,
  expires_at timestamptz(3) not null
);
create index on external_departures (account_id) where account_id is not null;
create index on external_departures (expires_at);

-- People whom the provider has vouched for, and who must still say which account is theirs.
create table external_arrivals (
  secret_hash bytea primary key,
  issuer text collate "C" not null,
  subject text collate "C" not null,
  email text,
  is_email_verified boolean not null,
  proposed_name text not null,
  nickname text not null,
  next text not null,
  expires_at timestamptz(3) not null
);
create index on external_arrivals (expires_at);
