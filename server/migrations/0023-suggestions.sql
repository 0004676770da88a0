-- Organisations are found by the beginning of their name or nickname while it is typed. Of names they
-- have an index of their own: most names are those of people.
create index on namespaces (name_key) where kind = 'organisation';
create index on organisations (lower(nickname) text_pattern_ops);
