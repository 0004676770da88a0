-- Notices and their mails (ACC-5, ACC-6), onboarding (ACC-4), and the rest of apply to use (PUB-15).

alter table accounts add column mails_notices boolean not null default true;
alter table accounts add column onboarded_at timestamptz(3);

create table notices (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  account_id bigint not null references accounts on delete cascade,
  kind text not null,
  -- Plain words for the text: { "asset": "…", "reason": "…" }.
  params jsonb not null default '{}',
  -- Page of the gallery that the notice leads to.
  path text not null,
  created_at timestamptz(3) not null,
  read_at timestamptz(3)
);
create index on notices (account_id, id desc);
create index on notices (account_id, id desc) where read_at is null;
create index on notices (created_at);

-- The mail of a notice, for those who want one: waits until it was handed over, or is given up.
create table notice_mails (
  notice_id bigint primary key references notices on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null,
  sent_at timestamptz(3),
  last_error text
);
create index on notice_mails (next_attempt_at) where state = 'waiting';

-- One code per account at a time; only its hash, and only so many guesses.
create table email_codes (
  account_id bigint primary key references accounts on delete cascade,
  email text not null,
  code_hash text not null,
  attempts smallint not null default 0,
  expires_at timestamptz(3) not null
);
create index on email_codes (expires_at);

-- How long granted access lasts; both null: without end.
alter table assets add column gate_period_amount integer check (gate_period_amount > 0);
alter table assets add column gate_period_unit text
  check (gate_period_unit in ('day', 'month', 'year'));
alter table assets add constraint assets_gate_period_check
  check ((gate_period_amount is null) = (gate_period_unit is null));
-- How many days after a rejection one may ask again.
alter table assets add column gate_wait_days integer not null default 7
  check (gate_wait_days between 0 and 365);
alter table assets add column gate_heading text not null default '';
alter table assets add column gate_button text not null default '';

-- When accepted access ends; null: never.
alter table access_requests add column valid_until timestamptz(3);
alter table access_requests add column expiry_reminded_at timestamptz(3);
alter table access_requests add column owner_reminded_at timestamptz(3);
alter table access_requests add column times_asked integer not null default 1;
drop index access_requests_account_id_idx;
create index on access_requests (account_id, requested_at desc, id desc);
create index on access_requests (requested_at) where status = 'pending';
create index on access_requests (valid_until) where status = 'accepted' and valid_until is not null;
-- "expired": accepted for a time that is over.
alter table access_requests drop constraint access_requests_status_check;
alter table access_requests add constraint access_requests_status_check
  check (status in ('pending', 'accepted', 'rejected', 'expired'));

-- Whom the owner lets decide beside those who manage the asset.
create table gate_delegates (
  asset_id bigint not null references assets on delete cascade,
  account_id bigint not null references accounts on delete cascade,
  named_by bigint references accounts on delete set null,
  created_at timestamptz(3) not null,
  primary key (asset_id, account_id)
);
create index on gate_delegates (account_id);
create index on gate_delegates (named_by);
