-- What a background job keeps an eye on: contents that would take less as chunks, and xorbs of which
-- files need little.

-- When it was looked how much a whole content has in common with its neighbours; null: not yet.
alter table contents add column compared_at timestamptz(3);

-- When it was last looked how much of a xorb files are made of.
alter table xorbs add column examined_at timestamptz(3) not null default now();
create index on xorbs (examined_at);
