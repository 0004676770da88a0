-- A tag that keeps the commit of a version before it is available: only who may write sees it.
alter table refs add column is_hidden boolean not null default false;
create index on refs (repository_id) where is_hidden;
