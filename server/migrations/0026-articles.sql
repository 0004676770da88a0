-- COM-3: what is being written of an article, for its author alone; its files lie in its repository.
create table article_drafts (
  id bigint generated always as identity primary key,
  public_id text collate "C" not null unique,
  account_id bigint not null references accounts on delete cascade,
  -- Null until the first file or the publication.
  asset_id bigint references assets on delete cascade,
  title text not null default '',
  -- A category that the operator deletes is one that was not chosen yet.
  category_id bigint references categories on delete set null,
  summary text not null default '',
  language text not null default '',
  body text not null default '',
  revision integer not null default 1,
  -- SHA-256 of the README.md that the draft was begun from.
  base_card bytea,
  -- Attachments that go with the publication.
  removed_files text[] not null default '{}',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (account_id, asset_id)
);
create index on article_drafts (account_id, updated_at desc);
create index on article_drafts (asset_id);
create index on article_drafts (category_id);

create table asset_likes (
  asset_id bigint not null references assets on delete cascade,
  account_id bigint not null references accounts on delete cascade,
  created_at timestamptz(3) not null default now(),
  primary key (asset_id, account_id)
);
create index on asset_likes (account_id);

-- Kept by the triggers below, so that it stays exact whoever takes likes away: an account that is
-- deleted takes its own along.
create table asset_like_totals (
  asset_id bigint primary key references assets on delete cascade,
  likes bigint not null default 0 check (likes >= 0)
);
create index on asset_like_totals (likes desc, asset_id desc);

create function count_new_likes() returns trigger language plpgsql as $$ begin
  insert into asset_like_totals as total (asset_id, likes)
  select asset_id, count(*) from changed group by asset_id order by asset_id
  on conflict (asset_id) do update set likes = total.likes + excluded.likes;
  return null;
end $$;
create trigger count_new_likes after insert on asset_likes referencing new table as changed
  for each statement execute function count_new_likes();

create function count_gone_likes() returns trigger language plpgsql as $$ begin
  perform asset_id from asset_like_totals
  where asset_id in (select asset_id from changed) order by asset_id for update;
  update asset_like_totals as total set likes = total.likes - gone.count
  from (select asset_id, count(*) as count from changed group by asset_id) as gone
  where total.asset_id = gone.asset_id;
  return null;
end $$;
create trigger count_gone_likes after delete on asset_likes referencing old table as changed
  for each statement execute function count_gone_likes();

-- What an article may be in.
insert into categories (public_id, parent_id, name, name_zh, position)
select 'articles', null, 'Article', '文章', coalesce(max(position), -1) + 1
from categories where parent_id is null
on conflict do nothing;
insert into categories (public_id, parent_id, name, name_zh, position)
select child.public_id, above.id, child.name, child.name_zh, child.position
from (values
  ('articles-tutorial', 'Tutorials', '教程', 0),
  ('articles-practice', 'Best practice', '最佳实践', 1),
  ('articles-research', 'Research notes', '研究笔记', 2),
  ('articles-experience', 'Experience', '经验分享', 3),
  ('articles-news', 'News', '资讯', 4)
) as child (public_id, name, name_zh, position)
join categories as above on above.public_id = 'articles'
on conflict do nothing;
