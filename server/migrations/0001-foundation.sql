-- The foundation: names, accounts, repositories as true git, contents, assets, listings, search.
-- Conventions: hashes are bytea (SHA-1 20 bytes, SHA-256 32 bytes); times have milliseconds, so that
-- a cursor made of a JavaScript Date neither skips nor repeats a row; names that are compared or
-- paged collate "C"; *_key columns hold the lower-case form that makes a name unique.

-- ---------------------------------------------------------------- accounts

create table namespaces (
  id bigint generated always as identity primary key,
  name text not null,
  name_key text collate "C" not null unique,
  kind text not null check (kind in ('user', 'organisation')),
  created_at timestamptz(3) not null default now()
);

-- A name that once was: requests for it are redirected, and nobody else may take it.
create table namespace_redirects (
  name_key text collate "C" primary key,
  namespace_id bigint not null references namespaces on delete cascade,
  created_at timestamptz(3) not null default now()
);
create index on namespace_redirects (namespace_id);

-- An account is a user namespace: both share one id.
create table accounts (
  id bigint primary key references namespaces on delete cascade,
  public_id text collate "C" not null unique,
  email text not null,
  email_key text collate "C" not null unique,
  email_verified_at timestamptz(3),
  password_hash text,
  nickname text not null default '',
  bio text not null default '',
  avatar_content bytea,
  avatar_media_type text,
  avatar_version integer not null default 0,
  language text not null default 'en',
  is_admin boolean not null default false,
  state text not null default 'active' check (state in ('active', 'suspended', 'deleted')),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index on accounts (lower(nickname) text_pattern_ops);

create table organisations (
  id bigint primary key references namespaces on delete cascade,
  public_id text collate "C" not null unique,
  nickname text not null default '',
  bio text not null default '',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table organisation_members (
  organisation_id bigint not null references organisations on delete cascade,
  account_id bigint not null references accounts on delete cascade,
  role text not null check (role in ('owner', 'maintainer', 'member')),
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, account_id)
);
create index on organisation_members (account_id);

-- Browser sessions. Only the SHA-256 of the cookie's secret is stored.
create table sessions (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  secret_hash bytea not null unique,
  account_id bigint not null references accounts on delete cascade,
  user_agent text not null default '',
  ip_address text not null default '',
  created_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index on sessions (account_id);
create index on sessions (expires_at);

-- Personal access tokens, and the one-hour tokens that a key pair is exchanged for.
create table access_tokens (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  secret_hash bytea not null unique,
  account_id bigint not null references accounts on delete cascade,
  name text not null,
  hint text not null,
  scope text not null check (scope in ('read', 'write', 'fine-grained')),
  access_key_id bigint,
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3),
  expires_at timestamptz(3)
);
create index on access_tokens (account_id, id desc);
create index on access_tokens (access_key_id);
create index on access_tokens (expires_at);

create table access_keys (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  access_key text collate "C" not null unique,
  secret_hash bytea not null,
  account_id bigint not null references accounts on delete cascade,
  name text not null,
  scope text not null check (scope in ('read', 'write')),
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3)
);
create index on access_keys (account_id, id desc);
alter table access_tokens add foreign key (access_key_id) references access_keys on delete cascade;

-- ------------------------------------------------------------ repositories

-- A repository owns the address (namespace, kind, name); the asset in front of it shares its id.
-- Rights: 1 see (metadata), 2 read (content), 3 write, 4 manage.
create table repositories (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  namespace_id bigint not null references namespaces,
  kind text not null check (kind in ('model', 'dataset', 'algorithm', 'notebook', 'workflow',
    'image', 'skill', 'app', 'article', 'case', 'solution')),
  name text not null,
  name_key text collate "C" not null,
  default_branch text not null default 'main',
  size_bytes bigint not null default 0,
  file_count bigint not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (namespace_id, kind, name_key)
);

create table repository_redirects (
  namespace_id bigint not null references namespaces on delete cascade,
  kind text not null,
  name_key text collate "C" not null,
  repository_id bigint not null references repositories on delete cascade,
  created_at timestamptz(3) not null default now(),
  primary key (namespace_id, kind, name_key)
);
create index on repository_redirects (repository_id);

-- The one table that answers "may this viewer see, read, write, manage this repository".
-- namespace_id is an account or an organisation; null means everyone.
create table repository_grants (
  id bigint generated always as identity primary key,
  repository_id bigint not null references repositories on delete cascade,
  namespace_id bigint references namespaces on delete cascade,
  right_level smallint not null check (right_level between 1 and 4),
  source text not null check (source in ('owner', 'visibility', 'share', 'subscription', 'gate')),
  valid_until timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique nulls not distinct (repository_id, namespace_id, source)
);
create index on repository_grants (namespace_id, repository_id) include (right_level, valid_until);

create table access_token_repositories (
  token_id bigint not null references access_tokens on delete cascade,
  repository_id bigint not null references repositories on delete cascade,
  right_level smallint not null check (right_level between 2 and 3),
  primary key (token_id, repository_id)
);
create index on access_token_repositories (repository_id);

-- Blobs above the inline limit that came with one commit share one object in the store.
create table packs (
  id bigint generated always as identity primary key,
  repository_id bigint not null references repositories on delete cascade,
  object_key text collate "C" not null unique,
  size_bytes bigint not null,
  created_at timestamptz(3) not null default now()
);
create index on packs (repository_id);

-- type: 1 commit, 2 tree, 3 blob, 4 tag (git's own numbers). Either body or a place in a pack.
create table git_objects (
  repository_id bigint not null references repositories on delete cascade,
  oid bytea not null check (octet_length(oid) = 20),
  type smallint not null check (type between 1 and 4),
  size_bytes bigint not null,
  body bytea,
  pack_id bigint references packs,
  pack_offset bigint,
  primary key (repository_id, oid),
  check ((body is null) = (pack_id is not null) and (pack_id is null) = (pack_offset is null))
);
create index on git_objects (pack_id) where pack_id is not null;
alter table git_objects alter column body set storage external;

-- Commits once more as columns, so that history is listed without opening objects.
create table commits (
  repository_id bigint not null references repositories on delete cascade,
  oid bytea not null,
  tree_oid bytea not null,
  parents bytea[] not null,
  generation integer not null,
  author_id bigint references accounts on delete set null,
  author_name text not null,
  author_email text not null,
  authored_at timestamptz(3) not null,
  title text not null,
  description text not null,
  created_at timestamptz(3) not null default now(),
  primary key (repository_id, oid)
);
create index on commits (author_id);

create table refs (
  repository_id bigint not null references repositories on delete cascade,
  name text collate "C" not null,
  -- What the ref names: a commit, or the object of an annotated tag.
  target bytea not null,
  -- The commit behind it; null for a tag of something else.
  commit_oid bytea,
  is_protected boolean not null default false,
  updated_at timestamptz(3) not null default now(),
  primary key (repository_id, name)
);

-- The path index of the default branch: files and folders with their last commit.
create table path_entries (
  repository_id bigint not null references repositories on delete cascade,
  path text collate "C" not null,
  folder text collate "C" not null,
  name text collate "C" not null,
  is_folder boolean not null,
  mode text not null,
  oid bytea not null,
  size_bytes bigint not null,
  sha256 bytea,
  last_commit bytea not null,
  primary key (repository_id, path)
);
create index on path_entries (repository_id, folder, is_folder desc, name);

-- A large file, known by its SHA-256 and stored once over all repositories.
create table contents (
  id bigint generated always as identity primary key,
  sha256 bytea not null unique check (octet_length(sha256) = 32),
  size_bytes bigint not null,
  layout text not null check (layout in ('whole', 'chunked')),
  object_key text collate "C" unique,
  state text not null default 'stored' check (state in ('stored', 'deleting')),
  created_at timestamptz(3) not null default now(),
  last_wanted_at timestamptz(3) not null default now(),
  check ((layout = 'whole') = (object_key is not null))
);
create index on contents (last_wanted_at);

create table xorbs (
  id bigint generated always as identity primary key,
  hash bytea not null unique check (octet_length(hash) = 32),
  object_key text collate "C" not null unique,
  size_bytes bigint not null,
  chunk_count integer not null,
  state text not null default 'stored' check (state in ('stored', 'deleting')),
  created_at timestamptz(3) not null default now(),
  last_wanted_at timestamptz(3) not null default now()
);

-- The reconstruction list of a chunked content: chunk ranges of xorbs, in file order.
create table content_chunks (
  content_id bigint not null references contents on delete cascade,
  position integer not null,
  xorb_id bigint not null references xorbs,
  first_chunk integer not null,
  end_chunk integer not null,
  start_byte bigint not null,
  size_bytes bigint not null,
  primary key (content_id, position)
);
create index on content_chunks (xorb_id);

-- Which repository references which content, in any revision.
create table repository_objects (
  repository_id bigint not null references repositories on delete cascade,
  content_id bigint not null references contents,
  created_at timestamptz(3) not null default now(),
  primary key (repository_id, content_id)
);
create index on repository_objects (content_id);

-- Who sent the bytes: for 24 hours a namespace may commit what was uploaded to it.
create table content_uploads (
  namespace_id bigint not null references namespaces on delete cascade,
  content_id bigint not null references contents on delete cascade,
  uploaded_at timestamptz(3) not null default now(),
  primary key (namespace_id, content_id)
);
create index on content_uploads (content_id);
create index on content_uploads (uploaded_at);

-- The one upload session. Which bytes have arrived is known by the object store alone; a session
-- without a staging key found its bytes in the store. committed_at: a commit has used it.
create table upload_sessions (
  id text collate "C" primary key,
  account_id bigint not null references accounts on delete cascade,
  repository_id bigint not null references repositories on delete cascade,
  path text not null default '',
  size_bytes bigint not null,
  declared_sha256 bytea,
  staging_key text collate "C",
  state text not null default 'open'
    check (state in ('open', 'verifying', 'stored', 'failed', 'cancelled')),
  failure text,
  content_id bigint references contents on delete set null,
  created_at timestamptz(3) not null default now(),
  touched_at timestamptz(3) not null default now(),
  committed_at timestamptz(3)
);
create index on upload_sessions (account_id, repository_id, created_at desc, id desc);
create index on upload_sessions (repository_id);
create index on upload_sessions (touched_at);
create index on upload_sessions (staging_key) where staging_key is not null;
create index on upload_sessions (content_id);

-- ------------------------------------------------------------------ assets

create table assets (
  id bigint primary key references repositories on delete cascade,
  title_zh text not null default '',
  description text not null default '',
  visibility text not null default 'private'
    check (visibility in ('public', 'restricted', 'private')),
  listing_state text not null default 'draft' check (listing_state in ('draft', 'publishing',
    'publish-failed', 'in-review', 'rejected', 'published', 'unlisted')),
  first_published_at timestamptz(3),
  published_at timestamptz(3),
  licences text[] not null default '{}',
  tasks text[] not null default '{}',
  languages text[] not null default '{}',
  frameworks text[] not null default '{}',
  hardware text[] not null default '{}',
  data_types text[] not null default '{}',
  tags text[] not null default '{}',
  base_models text[] not null default '{}',
  datasets text[] not null default '{}',
  settings jsonb not null default '{}',
  card_metadata jsonb not null default '{}',
  card_errors jsonb not null default '[]',
  card_text text not null default '',
  is_official boolean not null default false,
  is_featured boolean not null default false,
  created_by bigint references accounts on delete set null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index on assets (created_by);
create index on assets (updated_at) where listing_state in ('publishing', 'in-review');

-- Counters live apart from the search row and are flushed to it in batches.
create table asset_counters (
  asset_id bigint primary key references assets on delete cascade,
  downloads bigint not null default 0,
  views bigint not null default 0,
  favourites bigint not null default 0,
  is_flushed boolean not null default true
);
create index on asset_counters (asset_id) where not is_flushed;

create table favourites (
  account_id bigint not null references accounts on delete cascade,
  asset_id bigint not null references assets on delete cascade,
  created_at timestamptz(3) not null default now(),
  primary key (account_id, asset_id)
);
create index on favourites (asset_id);
create index on favourites (account_id, created_at desc, asset_id desc);

create table asset_search (
  asset_id bigint primary key references assets on delete cascade,
  doc tsvector not null,
  kind text collate "C" not null,
  namespace_id bigint not null,
  is_listed boolean not null,
  is_public boolean not null,
  downloads bigint not null default 0,
  favourites bigint not null default 0,
  trending double precision not null default 0,
  -- How well the card is filled in, in percent: a part of relevance.
  completeness smallint not null default 0,
  published_at timestamptz(3),
  updated_at timestamptz(3) not null
);
create index asset_search_doc on asset_search using gin (doc) with (fastupdate = off);
alter table asset_search alter column doc set statistics 2000;
create index on asset_search (kind, updated_at desc, asset_id desc) where is_public and is_listed;
create index on asset_search (kind, downloads desc, asset_id desc) where is_public and is_listed;
create index on asset_search (kind, favourites desc, asset_id desc) where is_public and is_listed;
create index on asset_search (kind, trending desc, asset_id desc) where is_public and is_listed;
create index on asset_search (updated_at desc, asset_id desc) where is_public and is_listed;
create index on asset_search (downloads desc, asset_id desc) where is_public and is_listed;
create index on asset_search (favourites desc, asset_id desc) where is_public and is_listed;
create index on asset_search (trending desc, asset_id desc) where is_public and is_listed;
create index on asset_search (namespace_id, kind, updated_at desc, asset_id desc);

-- -------------------------------------------------------------- publishing

-- The last submission of an asset to the shelf; the state itself is the asset's.
create table listings (
  asset_id bigint primary key references assets on delete cascade,
  requested_visibility text not null check (requested_visibility in ('public', 'restricted', 'private')),
  findings jsonb not null default '[]',
  reason text,
  submitted_by bigint references accounts on delete set null,
  submitted_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index on listings (submitted_by);

-- The users of visibility "specified users".
create table listing_audiences (
  asset_id bigint not null references assets on delete cascade,
  account_id bigint not null references accounts on delete cascade,
  primary key (asset_id, account_id)
);
create index on listing_audiences (account_id);

create table listing_transitions (
  id bigint generated always as identity primary key,
  asset_id bigint not null references assets on delete cascade,
  from_state text not null,
  to_state text not null,
  account_id bigint references accounts on delete set null,
  reason text,
  created_at timestamptz(3) not null default now()
);
create index on listing_transitions (asset_id, id desc);
create index on listing_transitions (account_id);

create table agreement_acceptances (
  account_id bigint not null references accounts on delete cascade,
  agreement text not null,
  version text not null,
  accepted_at timestamptz(3) not null default now(),
  primary key (account_id, agreement, version)
);

-- -------------------------------------------------------------- operations

create table settings (
  key text collate "C" primary key,
  value jsonb not null,
  updated_at timestamptz(3) not null default now()
);

create table audit_events (
  id bigint generated always as identity primary key,
  account_id bigint,
  action text not null,
  subject text not null,
  details jsonb not null default '{}',
  ip_address text not null default '',
  created_at timestamptz(3) not null default now()
);
create index on audit_events (account_id, id desc);
create index on audit_events (created_at);

-- Audit is append-only, for the server's own user too.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger audit_events_append_only before update or delete on audit_events
  for each row execute function refuse_change();

-- Mail that no SMTP server was configured for: readable in the operator console.
create table captured_mails (
  id bigint generated always as identity primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz(3) not null default now()
);

create table outbox (
  id bigint generated always as identity primary key,
  name text not null,
  payload jsonb not null,
  created_at timestamptz(3) not null default now(),
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null default now(),
  delivered_at timestamptz(3)
);
create index on outbox (next_attempt_at, id) where delivered_at is null;
create index on outbox (delivered_at) where delivered_at is not null;

create table idempotency_keys (
  account_id bigint not null references accounts on delete cascade,
  key text collate "C" not null,
  request_hash bytea not null,
  status integer,
  response jsonb,
  created_at timestamptz(3) not null default now(),
  primary key (account_id, key)
);
create index on idempotency_keys (created_at);

-- Fixed-window counters of the rate limits, shared by all server processes.
create unlogged table rate_limits (
  key text collate "C" primary key,
  points integer not null,
  resets_at timestamptz(3) not null
);
create index on rate_limits (resets_at);
