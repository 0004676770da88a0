-- Chunked contents that are downloaded often as plain files are kept whole beside their chunks, within
-- a limit: a download of one need not put its chunks together.
alter table contents drop constraint contents_check;
alter table contents add constraint contents_whole_has_object
  check (layout = 'chunked' or object_key is not null);

create table whole_copies (
  content_id bigint primary key references contents on delete cascade,
  object_key text collate "C" not null unique,
  size_bytes bigint not null,
  made_at timestamptz(3) not null default now(),
  read_at timestamptz(3) not null default now()
);
create index on whole_copies (read_at);
