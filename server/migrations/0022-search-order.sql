-- The orders of the search apart from its documents. A count that moves rewrites a narrow row and no
-- document: an index entry for each word of a document is what a change of it costs.

create table asset_ranks (
  asset_id bigint primary key references asset_search on delete cascade,
  kind text collate "C" not null,
  -- On the shelf, and everyone may see it.
  is_open boolean not null,
  downloads bigint not null default 0,
  favourites bigint not null default 0,
  subscriptions bigint not null default 0,
  trending double precision not null default 0,
  published_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- In which tier of each order it is: three bits for each, 0 for none (search/tier-code.ts).
  tiers integer not null default 0,
  -- The values of filters that are counted beside a result, `prefix:value`.
  facets text[] collate "C" not null default '{}'
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

insert into asset_ranks (asset_id, kind, is_open, downloads, favourites, subscriptions, trending,
  published_at, updated_at, facets)
select s.asset_id, s.kind, s.is_public and s.is_listed, s.downloads, s.favourites, s.subscriptions,
  s.trending, coalesce(s.published_at, s.updated_at), s.updated_at,
  array(
    select 't:' || unnest(tasks) union all select 'l:' || unnest(licences)
    union all select 'g:' || unnest(languages) union all select 'f:' || unnest(frameworks)
    union all select 'd:' || unnest(data_types) union all select 'c:' || unnest(category_path)
  )
from asset_search as s join assets on assets.id = s.asset_id;

-- Tiers were one of the columns that moved; the next job makes them anew. The owner is a word of the
-- document: where one owns much, that is as good a filter as any.
update asset_search set doc = ts_delete(doc, array(
    select lexeme from unnest(doc) where lexeme like 'tier:%'))
  || array_to_tsvector(array['o:' || namespace_id]);

-- With the columns go the indexes of them.
alter table asset_search
  drop column downloads, drop column favourites, drop column subscriptions, drop column trending,
  drop column published_at, drop column updated_at, drop column kind, drop column namespace_id;
-- Rarer words are rarer than a thousand in a million, and then it does not matter how rare.
alter table asset_search alter column doc set statistics 1000;
alter table asset_search set (autovacuum_vacuum_scale_factor = 0.05);
-- What a viewer sees by a grant alone.
create index asset_search_hidden on asset_search (asset_id) where is_listed and not is_public;

create index on asset_ranks (kind, updated_at desc, asset_id desc) where is_open;
create index on asset_ranks (kind, published_at desc, asset_id desc) where is_open;
create index on asset_ranks (kind, downloads desc, asset_id desc) where is_open;
create index on asset_ranks (kind, favourites desc, asset_id desc) where is_open;
create index on asset_ranks (kind, subscriptions desc, asset_id desc) where is_open;
create index on asset_ranks (kind, trending desc, asset_id desc) where is_open;
create index on asset_ranks (kind, asset_id desc) where is_open;
create index on asset_ranks (updated_at desc, asset_id desc) where is_open;
create index on asset_ranks (published_at desc, asset_id desc) where is_open;
create index on asset_ranks (downloads desc, asset_id desc) where is_open;
create index on asset_ranks (favourites desc, asset_id desc) where is_open;
create index on asset_ranks (subscriptions desc, asset_id desc) where is_open;
create index on asset_ranks (trending desc, asset_id desc) where is_open;
create index on asset_ranks (asset_id desc) where is_open;

-- Where each tier of an order ends: the value and the asset of its last one, and the value below which
-- an asset that was in it leaves. As text, to be read as the type of the order's column.
create table tier_bounds (
  order_column text collate "C" not null,
  tier smallint not null,
  value text not null,
  asset_id bigint not null,
  leaving_value text not null,
  primary key (order_column, tier)
);

-- How many open assets each kind has, and how many of them each value of a filter; the value '' is all.
-- Counted by a job, for lists that are too long to be counted for each reader.
create table shelf_counts (
  kind text collate "C" not null,
  value text collate "C" not null,
  count bigint not null,
  primary key (kind, value)
);
