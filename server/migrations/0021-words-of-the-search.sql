-- The words by which people look for what everyone may find: names, titles, tags, descriptions.
-- Only words: how frequent one is, the search index knows. A misspelt word has at least one of its
-- parts right, so it is met by its beginning or by its end among words of about its length.
create table search_words (
  word text collate "C" primary key,
  length smallint not null
);
create index on search_words (length, word);
create index on search_words (length, reverse(word));

-- Who has shown interest in an asset lately: each person counts once for each thing done. The caller
-- is a digest under a key of the installation, and is forgotten when the interest has faded.
create table asset_interests (
  asset_id bigint not null references asset_counters on delete cascade,
  caller bytea not null,
  day date not null,
  primary key (asset_id, caller)
);
create index on asset_interests (day);

-- How much interest new people have shown on a day: what "trending" is made of.
alter table asset_daily_counters add column interest bigint not null default 0;
