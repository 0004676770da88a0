-- Files that came by xet: kept as chunks in xorbs, named by the hash of the protocol beside their
-- SHA-256.

alter table contents add column xet_hash bytea check (octet_length(xet_hash) = 32);
create unique index on contents (xet_hash) where xet_hash is not null;

-- 40 bytes for each chunk: its hash, where it ends in the xorb, its bytes unpacked.
alter table xorbs add column chunks bytea not null;
-- One that goes is removed with its row in one transaction, and its object later.
alter table xorbs drop column state;
create index on xorbs (last_wanted_at);

-- For 24 hours a namespace may name what was uploaded to it.
create table xorb_uploads (
  namespace_id bigint not null references namespaces on delete cascade,
  xorb_id bigint not null references xorbs on delete cascade,
  uploaded_at timestamptz(3) not null default now(),
  primary key (namespace_id, xorb_id)
);
create index on xorb_uploads (xorb_id);
create index on xorb_uploads (uploaded_at);

-- The chunks that clients ask for before they send: of each thousand one, and the first of a file.
create table xorb_chunks (
  chunk_hash bytea not null check (octet_length(chunk_hash) = 32),
  xorb_id bigint not null references xorbs on delete cascade,
  position integer not null,
  primary key (chunk_hash, xorb_id)
);
create index on xorb_chunks (xorb_id);
