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

-- Cards name by owner/name what an asset was made from; the other way round is looked up in these.
create index assets_base_models on assets using gin (base_models) where base_models <> '{}';
create index assets_datasets on assets using gin (datasets) where datasets <> '{}';
