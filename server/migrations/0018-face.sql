-- The face of a listing: its categories, its cover, and what happened to it day by day.

-- PUB-10. Siblings stand in the order of their positions, which have no gaps. The names of siblings
-- differ, in either language and whatever their case.
create table categories (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  parent_id bigint references categories,
  name text not null,
  name_zh text not null,
  position integer not null,
  created_at timestamptz(3) not null default now(),
  check (parent_id <> id)
);
create index on categories (parent_id);
create unique index categories_name on categories (coalesce(parent_id, 0), lower(name));
create unique index categories_name_zh on categories (coalesce(parent_id, 0), lower(name_zh));

-- A category that is in use cannot be deleted.
create table asset_categories (
  asset_id bigint not null references assets on delete cascade,
  category_id bigint not null references categories,
  primary key (asset_id, category_id)
);
create index on asset_categories (category_id, asset_id);

-- The public ids of an asset's categories and of all above them: what searches filter and count by.
alter table assets add column category_path text[] not null default '{}';

with seeds (public_id, parent, name, name_zh, position) as (values
  ('algorithm-and-model', null, 'Algorithm and model', '算法与模型', 0),
  ('deployment-environment', 'algorithm-and-model', 'Deployment environment', '部署环境', 0),
  ('engine', 'algorithm-and-model', 'Engine', '引擎', 1),
  ('industry', 'algorithm-and-model', 'Industry', '行业', 2),
  ('special-subject', 'algorithm-and-model', 'Special subject', '专题', 3),
  ('scenario', 'algorithm-and-model', 'Scenario', '场景', 4),
  ('country-region', 'algorithm-and-model', 'Country/region', '国家/地区', 5),
  ('more', 'algorithm-and-model', 'More', '更多', 6),
  ('smart-home', 'industry', 'Smart home', '智能家居', 0),
  ('robot', 'industry', 'Robot', '机器人', 1),
  ('city-area', 'industry', 'City area', '城市区域', 2),
  ('human-identity', 'industry', 'Human identity', '人体身份', 3),
  ('intelligent-transportation', 'industry', 'Intelligent transportation', '智能交通', 4),
  ('iot', 'industry', 'IoT', '物联网', 5),
  ('remote-sensing', 'industry', 'Remote sensing', '遥感', 6)
), numbered as (
  select *, row_number() over (order by parent is not null, parent = 'industry', position) as id
  from seeds
)
insert into categories (id, public_id, parent_id, name, name_zh, position)
overriding system value
select child.id, child.public_id, above.id, child.name, child.name_zh, child.position
from numbered as child left join numbered as above on above.public_id = child.parent
order by child.id;
select setval(pg_get_serial_sequence('categories', 'id'), (select max(id) from categories));

-- PUB-9. The key names one picture for ever: it is a part of the address by which it is loaded.
alter table assets add column cover_key text;

create table asset_covers (
  asset_id bigint primary key references assets on delete cascade,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  content bytea not null
);
-- Pictures are compressed already.
alter table asset_covers alter column content set storage external;

-- PUB-17. Days are those of UTC. Favourites and subscriptions are how many more there were at the end
-- of the day than at its beginning. The row of an asset's counters is locked before its days are.
create table asset_daily_counters (
  asset_id bigint not null references asset_counters on delete cascade,
  day date not null,
  views bigint not null default 0,
  downloads bigint not null default 0,
  favourites bigint not null default 0,
  subscriptions bigint not null default 0,
  primary key (asset_id, day)
);
