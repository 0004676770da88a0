-- Datasets of the workbench (WB-14): files at a path of an account's object storage, under a name. A
-- version writes down what was there; the files stay where they are.
create table workbench_datasets (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  account_id bigint not null references accounts on delete cascade,
  name text not null,
  name_key text collate "C" not null,
  data_type text not null,
  description text not null default '',
  connection_id bigint references storage_connections on delete set null,
  connection_name text not null,
  bucket text not null,
  -- Below the connection's own prefix; empty, or with a slash at their ends.
  input_path text not null,
  output_path text not null,
  -- What fills it, where it came from the gallery (DIS-9).
  delivery_id bigint references bucket_transfers on delete set null,
  created_at timestamptz(3) not null default now(),
  unique (account_id, name_key)
);
create index on workbench_datasets (account_id, id desc);
create index on workbench_datasets (connection_id);
create index on workbench_datasets (delivery_id);

create table workbench_dataset_versions (
  dataset_id bigint not null references workbench_datasets on delete cascade,
  number integer not null,
  file_count integer not null,
  size_bytes bigint not null,
  -- SHA-256 of every path, size and entity tag.
  digest bytea not null check (octet_length(digest) = 32),
  created_at timestamptz(3) not null default now(),
  primary key (dataset_id, number)
);

-- Of a delivery the dataset of the workbench that it fills.
alter table bucket_transfers add column dataset_name text;
-- Of an import what its source must be: { "name": …, "files": …, "sizeBytes": …, "digest": hex }.
alter table bucket_transfers add column expected jsonb;
