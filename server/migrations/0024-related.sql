-- Assets that belong together (COM-2), and what was made from what (DIS-4).

-- A link has one row from each of its sides, so that either page reads its own in order.
create table related_assets (
  asset_id bigint not null references assets on delete cascade,
  related_id bigint not null references assets on delete cascade,
  -- Made on the page of asset_id; the row of the other side says false.
  is_own boolean not null,
  created_at timestamptz(3) not null default now(),
  primary key (asset_id, related_id),
  check (asset_id <> related_id)
);
create index on related_assets (asset_id, created_at desc, related_id desc);
create index related_assets_own on related_assets (asset_id, created_at desc, related_id desc)
  where is_own;
create index on related_assets (related_id);

-- Who manages asset_id took off what had been linked to it from refused_id: only they may link the two
-- again.
create table refused_relations (
  asset_id bigint not null references assets on delete cascade,
  refused_id bigint not null references assets on delete cascade,
  created_at timestamptz(3) not null default now(),
  primary key (asset_id, refused_id)
);
create index on refused_relations (refused_id);

-- What cards name by owner/name, in lower case, as base models and datasets: the other way round, and
-- newest first, it is what was made from an asset.
create table asset_origins (
  asset_id bigint not null references assets on delete cascade,
  role text not null check (role in ('base-model', 'dataset')),
  name_key text collate "C" not null,
  primary key (name_key, role, asset_id)
);
create index on asset_origins (asset_id);

insert into asset_origins (asset_id, role, name_key)
select distinct id, role, lower(name)
from assets, lateral (
  select 'base-model' as role, unnest(base_models) as name
  union all select 'dataset', unnest(datasets)
) as named
where name like '%_/_%';
